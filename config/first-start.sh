#!/bin/sh
# Makes what has to be secret and is not there yet, in the folder that is its argument:
#   settings/spring.datasource.password   for the service and the database
#   keys                                  SHA-256 of the keys that the service knows
#   first-key                             the first of them, for root alone: the service cannot read it
#   grafana/password                      of Grafana's user "admin"; Grafana alone reads it
# Each file appears whole or not at all, so that a start that was cut off is made good by the next one.
set -eu
umask 077
folder=$1
mkdir -p "$folder/settings"

# make_password FILE
make_password() {
  if [ ! -s "$1" ]; then
    head -c 24 /dev/urandom | base64 | tr -d '\n' >"$folder/password.new"
    mv "$folder/password.new" "$1"
  fi
}

password=$folder/settings/spring.datasource.password
make_password "$password"
mkdir -p "$folder/grafana"
make_password "$folder/grafana/password"

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
chmod 750 "$folder/settings"
chmod 640 "$password" "$folder/keys"

# The user of Grafana's image is of no group here: it passes through the folder, and sees nothing else in it.
chmod 751 "$folder"
chown -R 472 "$folder/grafana"

cat <<END
The secrets are in the volume "secrets". The first key, which may do anything, is shown by
  docker-compose run --rm -T --entrypoint cat secrets $folder/first-key
END
