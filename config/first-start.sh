#!/bin/sh
# Makes what has to be secret and is not there yet, in the folder that is its argument:
#   settings/spring.datasource.password   for the service and the database
#   keys                                  SHA-256 of the keys that the service knows
#   first-key                             the first of them, for root alone: the service cannot read it
# Each file appears whole or not at all, so that a start that was cut off is made good by the next one.
set -eu
umask 077
folder=$1
mkdir -p "$folder/settings"

password=$folder/settings/spring.datasource.password
if [ ! -s "$password" ]; then
  head -c 24 /dev/urandom | base64 | tr -d '\n' >"$folder/password.new"
  mv "$folder/password.new" "$password"
fi

if [ ! -s "$folder/keys" ]; then
  rm -f "$folder/keys.new"
  said=$(java -jar /app/captioning.jar key --name first --scopes admin,train,caption --file "$folder/keys.new" \
    2>&1 >"$folder/first-key") || {
    echo "$said" >&2
    exit 1
  }
  mv "$folder/keys.new" "$folder/keys"
fi

# The service reads through its group. The database starts as root.
chgrp captioning "$folder" "$folder/settings" "$password" "$folder/keys"
chmod 750 "$folder" "$folder/settings"
chmod 640 "$password" "$folder/keys"

cat <<END
The secrets are in the volume "secrets". The first key, which may do anything, is shown by
  docker-compose run --rm --entrypoint cat secrets $folder/first-key
END
