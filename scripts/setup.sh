#!/usr/bin/env bash
# Everything Tuban needs on Debian 12: QGIS, a virtual environment on the system's Python, a private profile.
# Safe to run again: with nothing to do it only compares one checksum.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

stamp=build/setup.stamp
wanted=$(cat scripts/setup.sh requirements.txt | sha256sum)$root
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x .venv/bin/qgis_process ] && [ -e /usr/bin/qgis_process ]; then
    exit 0
fi

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_qgis() {
    # The machine's own mirror is asked for backports through a private source list: its configuration stays as it is.
    mkdir -p build/apt
    local mirror list=$root/build/apt/sources.list
    as_root apt-get update -qq || true
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
    { cat /etc/apt/sources.list 2>/dev/null || true; echo "deb ${mirror} bookworm-backports main"; } > "$list"
    local packages=(qgis python3-qgis qgis-providers python3-venv fonts-noto-cjk xvfb xauth)
    local apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get -o "Dir::Etc::SourceList=$list" -qq -y --no-install-recommends)
    if [ -n "$mirror" ] && "${apt[@]}" update && "${apt[@]}" install -t bookworm-backports "${packages[@]}" > build/apt/log; then
        return
    fi
    say "bookworm-backports cannot be had: installing the stock QGIS (3.22) instead; Tuban is developed on 3.40"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${packages[@]}" > build/apt/log
}

if ! [ -e /usr/bin/qgis_process ] || ! [ -e /usr/share/fonts/opentype/noto ] || ! /usr/bin/python3 -c 'import qgis.core, ensurepip' 2>/dev/null || ! command -v xvfb-run >/dev/null; then
    say "installing QGIS from Debian's packages (a few minutes, once)"
    install_qgis
fi

install_postgis() {
    # Programs only: no cluster is made and no service started. The tests run a server of their own.
    local apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install)
    "${apt[@]}" postgresql-common > build/apt/postgis.log &&
        as_root sed -ri 's/^#?\s*create_main_cluster\b.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf &&
        "${apt[@]}" postgresql postgresql-15-postgis-3 >> build/apt/postgis.log
}

if ! compgen -G '/usr/share/postgresql/*/extension/postgis.control' > /dev/null; then
    say "installing PostgreSQL and PostGIS for the tests"
    mkdir -p build/apt
    install_postgis || say "PostGIS cannot be had: the tests that need it are skipped"
fi

say "virtual environment on $(/usr/bin/python3 --version)"
[ -x .venv/bin/python ] || /usr/bin/python3 -m venv --system-site-packages .venv
.venv/bin/python -m pip install -qq --disable-pip-version-check -r requirements.txt
# geopandas brings a pyproj with a PROJ of its own, and two PROJs in one process crash QGIS when it ends.
# Debian's pyproj shares QGIS's PROJ; in a virtual environment it only has to be told where the data lie.
.venv/bin/python -m pip uninstall -qq --yes --disable-pip-version-check pyproj
mkdir -p .venv/share
ln -sfn /usr/share/proj .venv/share/proj

# The checkout becomes the package `tuban`, whatever its folder is called.
mkdir -p build/plugins build/profile build/runtime
chmod 700 build/runtime
ln -sfn "$root" build/plugins/tuban
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
# pytest-qgis starts QGIS before any file of ours is read, so the default for machines without a display stands here.
cat > "$site/tuban.pth" <<PATHS
$root/build/plugins
import os; os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
PATHS

say "private QGIS profile in build/profile"
cat > .venv/bin/tuban-env <<WRAPPER
# Sourced by the wrappers: QGIS with this checkout as its plugin and a profile of its own.
export QGIS_PLUGINPATH="$root/build/plugins"
export QGIS_CUSTOM_CONFIG_PATH="$root/build/profile"
export XDG_RUNTIME_DIR="$root/build/runtime"
export PYTHONPATH="$site:$root/build/plugins"
# QGIS's own Python takes its library from beside the first python3: conda's or pyenv's would crash it.
export PATH="/usr/bin:\$PATH"
unset PYTHONHOME
WRAPPER
for program in qgis_process qgis; do
    # Debian's own wrappers add options from /etc/default/qgis that qgis_process 3.22 refuses.
    real=/usr/bin/$program
    [ -x "$real.bin" ] && real=$real.bin
    cat > ".venv/bin/$program" <<WRAPPER
#!/usr/bin/env bash
. "$root/.venv/bin/tuban-env"
[ -n "\${DISPLAY:-}" ] && [ $program = qgis ] || export QT_QPA_PLATFORM=offscreen
exec "$real" "\$@"
WRAPPER
    chmod +x ".venv/bin/$program"
done
# Written, not asked of QGIS: a plugin that does not load at this moment must not keep lint and tests from running.
settings=build/profile/profiles/default/QGIS/QGIS3.ini
mkdir -p "$(dirname "$settings")"
grep -qs '^tuban=true' "$settings" || printf '\n[PythonPlugins]\ntuban=true\n' >> "$settings"
printf '%s' "$wanted" > "$stamp"
say "ready: .venv/bin/qgis_process run tuban:check_topology -- INPUT=…"
