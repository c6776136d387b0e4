#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Packs the appliance again, so that the same contents give the same bytes, and without what only Windows and other
# service managers read: repack.sh ARCHIVE TIMESTAMP
set -eu
archive=$1
timestamp=$2
work=$(mktemp -d "$archive.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/tree"
tar -xzf "$archive" -C "$work/tree"
# The edits of assembly-property-edits.xml leave a comment with the time of day.
sed -i '/^#[A-Z][a-z][a-z] [A-Z][a-z][a-z] [0-9].* [0-9]\{4\}$/d' "$work"/tree/*/etc/*.cfg
# What keeps jars out has to be there before them; the assembly puts nothing of its own into the first start level.
version=$(ls "$work/tree" | sed 's/^sallyport-//')
sed -i "1a mvn\\\\:org.sallyport/org.sallyport.signatures/$version = 1" "$work"/tree/*/etc/startup.properties
tar --sort=name --mtime="$timestamp" --owner=0 --group=0 --numeric-owner \
    --exclude='*.bat' --exclude='bin/contrib' \
    -C "$work/tree" -cf "$work/tar" "$(ls "$work/tree")"
gzip -n <"$work/tar" >"$archive"
ln -f "$archive" "$(dirname "$archive")/sallyport.tar.gz"
