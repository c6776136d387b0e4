#!/bin/sh
# Builds one JNI library: cc.sh OUTPUT SOURCE... with the folder of JNI's generated headers in JNI_HEADERS and a JDK in
# JNI_HOME. The result does not depend on the folder that it is built in.
set -eu
output=$1
shift
mkdir -p "$(dirname "$output")"
exec "${CC:-cc}" -std=gnu11 -O2 -fPIC -shared -Wall -Wextra -Werror -fvisibility=hidden \
    -Wl,--build-id=none -Wl,-z,relro,-z,now "-ffile-prefix-map=$PWD=." \
    "-I$JNI_HOME/include" "-I$JNI_HOME/include/linux" "-I$JNI_HEADERS" -o "$output" "$@"
