#!/usr/bin/env bash
# Pictures of the interpretation dock in a real QGIS window: two languages, two themes, two sizes, under
# build/screenshot/interpretation. `bash scripts/interpretation_pictures.sh keep` puts those of the user guide in place.
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=$PWD/build/screenshot/interpretation
mkdir -p "$pictures"
rm -f "$pictures"/*.png
for language in en_US zh-Hans; do
    profile=$pictures/profile
    rm -rf "$profile"
    mkdir -p "$profile/profiles/default/QGIS"
    cat > "$profile/profiles/default/QGIS/QGIS3.ini" <<SETTINGS
[PythonPlugins]
tuban=true
[locale]
overrideFlag=true
userLocale=$language
[qgis]
checkVersion=false
showTips=false
askToSaveProjectChanges=false
SETTINGS
    TUBAN_PICTURES=$pictures TUBAN_LANGUAGE=$language timeout 300 xvfb-run -a -s "-screen 0 1920x1080x24" .venv/bin/qgis \
        --nologo --noversioncheck --profiles-path "$profile" --code scripts/interpretation_pictures.py \
        > "$pictures/$language.log" 2>&1 || { tail -n 20 "$pictures/$language.log" >&2; exit 1; }
done
[ "$(find "$pictures" -name '*.png' | wc -l)" -eq 8 ] || { echo "not all pictures were taken: $pictures/*.log" >&2; exit 1; }
if [ "${1:-}" = keep ]; then
    cp "$pictures/en_US_light_1280x800.png" docs/images/interpretation.png
    cp "$pictures/en_US_dark_1920x1080.png" docs/images/interpretation_dark.png
    cp "$pictures/zh-Hans_light_1280x800.png" docs/images/interpretation_zh_CN.png
    cp "$pictures/zh-Hans_dark_1920x1080.png" docs/images/interpretation_dark_zh_CN.png
fi
