#!/bin/sh
# Puts Tenor into the menu of the user who runs this, and opens .tenor files with it.
# `install.sh --remove` takes it out again. Nothing outside the user's own folder is touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
desktop=$share/applications/tenor.desktop
mime=$share/mime/packages/tenor.xml
icon=$share/icons/hicolor/scalable/apps/tenor.svg

if [ "${1:-}" = "--remove" ]; then
  rm -f "$desktop" "$mime" "$icon"
else
  mkdir -p "$(dirname "$desktop")" "$(dirname "$mime")" "$(dirname "$icon")"
  # A path may hold what a desktop file takes for its own: in quotes only these do.
  program=$(printf '%s' "$here/tenor" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g')
  while IFS= read -r line; do
    case $line in
      Exec=*) printf 'Exec="%s" %%f\n' "$program" ;;
      TryExec=*) printf 'TryExec=%s\n' "$here/tenor" ;;
      *) printf '%s\n' "$line" ;;
    esac
  done < "$here/share/tenor.desktop" > "$desktop"
  cp "$here/share/tenor-mime.xml" "$mime"
  cp "$here/share/tenor.svg" "$icon"
fi

# The desktop finds out by itself where these are missing, only later.
update() {
  if command -v "$1" >/dev/null 2>&1; then "$1" "$2" >/dev/null 2>&1 || true; fi
}
update update-mime-database "$share/mime"
update update-desktop-database "$share/applications"
