#!/usr/bin/env bash
# Pictures of real QGIS windows, each in a new profile, into build/pictures: both docks at two sizes, light and dark, in
# English and Chinese, and the acceptance run of `make demo`. Those of the user guide are copied into docs/images.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/build/pictures
mkdir -p "$out"

take() { # what is shown, size, theme, locale: each picture is $out/<subject>_<theme>_<locale>_<size>[_<step>].png
    local subject=$1 size=$2 theme=$3 locale=$4
    local name=${subject}_${theme}_${locale}_$size
    local profile=$out/$name.profile
    rm -rf "$profile" "$out/$name"*.png
    mkdir -p "$profile/profiles/default/QGIS"
    cat > "$profile/profiles/default/QGIS/QGIS3.ini" <<SETTINGS
[PythonPlugins]
tuban=true
processing=$([ "$subject" = acceptance ] && echo true || echo false)
[UI]
UITheme=$([ "$theme" = dark ] && echo Night Mapping || echo default)
[locale]
overrideFlag=true
userLocale=${locale/zh_CN/zh-Hans}
[qgis]
checkVersion=false
showTips=false
askToSaveProjectChanges=false
enableMacros=0
SETTINGS
    PICTURE=$out/$name SIZE=$size SUBJECT=$subject timeout 300 xvfb-run -a -s "-screen 0 ${size}x24 -dpi 96" .venv/bin/qgis \
        --nologo --noversioncheck --profiles-path "$profile" --code scripts/pictures.py > "$out/$name.log" 2>&1 || {
        tail -n 20 "$out/$name.log" >&2
        echo "QGIS did not take the picture; its whole log is $out/$name.log" >&2
        exit 1
    }
    rm -rf "$profile"
}

for subject in ${*:-findings interpretation acceptance}; do
    [ "$subject" = acceptance ] && take acceptance 1600x1000 light zh_CN && continue
    for size in 1280x800 1920x1080; do
        for theme in light dark; do
            for locale in en zh_CN; do take "$subject" "$size" "$theme" "$locale"; done
        done
    done
done

guide() { # the picture of the user guide and what it is copied from, where that was taken
    [ ! -s "$out/$2.png" ] || cp "$out/$2.png" "docs/images/$1.png"
}

for locale in en zh_CN; do
    guide "findings_dock_$locale" "findings_light_${locale}_1280x800_repair"
    guide "findings_dock_dark_$locale" "findings_dark_${locale}_1280x800_exception"
    guide "interpretation_$locale" "interpretation_light_${locale}_1280x800"
    guide "interpretation_dark_$locale" "interpretation_dark_${locale}_1920x1080"
done
guide acceptance_zh_CN acceptance_light_zh_CN_1600x1000
