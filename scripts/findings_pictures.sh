#!/usr/bin/env bash
# The findings dock in real QGIS windows: light and dark, English and Chinese, 1280x800 and 1920x1080, into build/pictures.
# With --guide two of each language are copied into the user guide, docs/images.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/build/pictures
rm -rf "$out"
mkdir -p "$out"
for size in 1280x800 1920x1080; do
    for theme in default "Night Mapping"; do
        for locale in en zh-Hans; do
            name=findings_$([ "$theme" = default ] && echo light || echo dark)_${locale%-Hans}_$size
            profile=$out/profile
            rm -rf "$profile"
            mkdir -p "$profile/profiles/default/QGIS"
            cat > "$profile/profiles/default/QGIS/QGIS3.ini" <<SETTINGS
[PythonPlugins]
tuban=true
[UI]
UITheme=$theme
[locale]
overrideFlag=true
userLocale=$locale
[qgis]
checkVersion=false
showTips=false
askToSaveProjectChanges=false
enableMacros=0
SETTINGS
            PICTURES=$out/$name SIZE=$size timeout 120 xvfb-run -a -s "-screen 0 ${size}x24" .venv/bin/qgis --nologo \
                --noversioncheck --profiles-path "$profile" --code scripts/findings_pictures.py > "$out/$name.log" 2>&1 || true
            [ -s "$out/${name}_repair.png" ] && [ -s "$out/${name}_exception.png" ] || {
                tail -n 20 "$out/$name.log" >&2
                exit 1
            }
        done
    done
done
rm -rf "$profile"
if [ "${1:-}" = --guide ]; then
    for locale in en:en zh:zh_CN; do
        cp "$out/findings_light_${locale%:*}_1280x800_repair.png" "docs/images/findings_dock_${locale#*:}.png"
        cp "$out/findings_dark_${locale%:*}_1280x800_exception.png" "docs/images/findings_dock_dark_${locale#*:}.png"
    done
fi
