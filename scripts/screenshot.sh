#!/usr/bin/env bash
# docs/images/acceptance_zh_CN.png: a real QGIS window in Chinese, in a new profile, with the result of `make demo`.
set -euo pipefail
cd "$(dirname "$0")/.."
profile=$PWD/build/screenshot
rm -rf "$profile"
mkdir -p "$profile/profiles/default/QGIS" docs/images
cat > "$profile/profiles/default/QGIS/QGIS3.ini" <<'SETTINGS'
[PythonPlugins]
tuban=true
processing=true
[locale]
overrideFlag=true
userLocale=zh-Hans
[qgis]
checkVersion=false
showTips=false
askToSaveProjectChanges=false
enableMacros=0
SETTINGS
timeout 300 xvfb-run -a -s "-screen 0 1600x1000x24" .venv/bin/qgis --nologo --noversioncheck --profiles-path "$profile" \
    --code scripts/screenshot.py > build/screenshot.log 2>&1 || true
[ -s docs/images/acceptance_zh_CN.png ] && [ docs/images/acceptance_zh_CN.png -nt "$profile" ] || {
    tail -n 20 build/screenshot.log >&2
    echo "QGIS did not take the picture; its whole log is build/screenshot.log" >&2
    exit 1
}
