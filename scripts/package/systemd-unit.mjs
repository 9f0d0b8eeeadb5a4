/**
 * The systemd unit of the Debian package: a user of its own for the time that it runs, and its data in /var/lib.
 * Options are set in /etc/default/friendly-oauth2, as FRIENDLY_OAUTH2_PORT and so on.
 */
export const systemdUnit = () => `[Unit]
Description=Friendly OAuth2 Server
Wants=network-online.target
After=network-online.target postgresql.service

[Service]
Type=exec
ExecStart=/usr/bin/friendly-oauth2 serve
EnvironmentFile=-/etc/default/friendly-oauth2
Environment=FRIENDLY_OAUTH2_DATA=/var/lib/friendly-oauth2
DynamicUser=yes
StateDirectory=friendly-oauth2
StateDirectoryMode=0700
Restart=on-failure
RestartSec=5
# Bad usage is not mended by another try; 5 is also a database that is not up yet.
RestartPreventExitStatus=2
TimeoutStopSec=20
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
LockPersonality=yes

[Install]
WantedBy=multi-user.target
`
