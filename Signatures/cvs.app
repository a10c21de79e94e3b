application: cvs
category: business-systems / general-business / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/2401 udp/2401
reference: CVS client/server protocol, chapter "Connecting to and authenticating with the server"

signature: password server request
client: ^BEGIN (?:AUTH|VERIFICATION|GSSAPI) REQUEST\n

sample: tcp client "BEGIN AUTH REQUEST\n/home/cvs\nanonymous\nA\nEND AUTH REQUEST\n"
not-sample: tcp client "BEGIN REQUEST\n"
