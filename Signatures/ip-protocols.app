# Applications that the IP protocol number alone names. Numbers: IANA registry "Assigned Internet Protocol Numbers".

application: icmp
category: networking / ip-protocol / network-protocol
risk: 4
characteristics: used-by-malware, has-known-vulnerability, tunnel-other-application, pervasive-use
ip-protocol: 1
reference: RFC 792, IANA protocol number 1

application: igmp
category: networking / routing / network-protocol
risk: 1
characteristics: pervasive-use
ip-protocol: 2
reference: RFC 3376, IANA protocol number 2

application: ip-in-ip
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: tunnel-other-application, pervasive-use
ip-protocol: 4
reference: RFC 2003, IANA protocol number 4

application: egp
category: networking / routing / network-protocol
risk: 1
ip-protocol: 8
reference: RFC 904, IANA protocol number 8

application: rsvp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 46
reference: RFC 2205, IANA protocol number 46

application: gre
category: networking / routing / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ip-protocol: 47
reference: RFC 2784, IANA protocol number 47

application: ipsec-esp
category: networking / encrypted-tunnel / client-server
risk: 2
characteristics: able-to-transfer-file, tunnel-other-application, pervasive-use
ip-protocol: 50
reference: RFC 4303, IANA protocol number 50

application: ipsec-ah
category: networking / encrypted-tunnel / client-server
risk: 1
characteristics: tunnel-other-application, pervasive-use
ip-protocol: 51
reference: RFC 4302, IANA protocol number 51

application: ipv6-icmp
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: pervasive-use
ip-protocol: 58
reference: RFC 4443, IANA protocol number 58

application: eigrp
category: networking / routing / network-protocol
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ip-protocol: 88
reference: RFC 7868 section 6, IANA protocol number 88

application: ospfigp
category: networking / routing / network-protocol
risk: 1
ip-protocol: 89
reference: RFC 2328 appendix A, IANA protocol number 89

application: pim
category: networking / routing / network-protocol
risk: 1
characteristics: pervasive-use
ip-protocol: 103
reference: RFC 7761, IANA protocol number 103

application: vrrp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 112
reference: RFC 9568, IANA protocol number 112

application: pgm
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: has-known-vulnerability
ip-protocol: 113
reference: RFC 3208, IANA protocol number 113

application: sctp
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: has-known-vulnerability
ip-protocol: 132
ports: sctp/dynamic
reference: RFC 9260, IANA protocol number 132

application: etherip
category: networking / ip-protocol / network-protocol
risk: 3
characteristics: evasive-behavior, able-to-transfer-file, tunnel-other-application
ip-protocol: 97
reference: RFC 3378, IANA protocol number 97

application: isis
category: networking / routing / network-protocol
risk: 1
characteristics: pervasive-use
ip-protocol: 124
reference: RFC 1195, IANA protocol number 124

application: dccp
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: has-known-vulnerability
ip-protocol: 33
reference: RFC 4340, IANA protocol number 33

application: ipcomp
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: pervasive-use
ip-protocol: 108
reference: RFC 3173, IANA protocol number 108

application: udplite
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 136
ports: udplite/dynamic
reference: RFC 3828, IANA protocol number 136

application: mpls-in-ip
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 137
reference: RFC 4023, IANA protocol number 137

application: manet
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 138
reference: RFC 5498, IANA protocol number 138

application: hip
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 139
reference: RFC 7401, IANA protocol number 139

application: shim6
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 140
reference: RFC 5533, IANA protocol number 140

application: wesp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 141
reference: RFC 5840, IANA protocol number 141

application: rohc
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 142
reference: RFC 5858, IANA protocol number 142

application: ggp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 3
reference: IANA protocol number 3

application: st
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 5
reference: IANA protocol number 5

application: cbt
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 7
reference: IANA protocol number 7

application: bbn-rcc-mon
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 10
reference: IANA protocol number 10

application: nvp-ii
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 11
reference: IANA protocol number 11

application: pup
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 12
reference: IANA protocol number 12

application: argus
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 13
reference: IANA protocol number 13

application: emcon
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 14
reference: IANA protocol number 14

application: xnet
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 15
reference: IANA protocol number 15

application: chaos
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 16
reference: IANA protocol number 16

application: mux
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 18
reference: IANA protocol number 18

application: dcn-meas
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 19
reference: IANA protocol number 19

application: hmp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 20
reference: IANA protocol number 20

application: prm
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 21
reference: IANA protocol number 21

application: xns-idp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 22
reference: IANA protocol number 22

application: trunk-1
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 23
reference: IANA protocol number 23

application: trunk-2
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 24
reference: IANA protocol number 24

application: leaf-1
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 25
reference: IANA protocol number 25

application: leaf-2
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 26
reference: IANA protocol number 26

application: irtp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 28
reference: IANA protocol number 28

application: iso-tp4
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 29
reference: IANA protocol number 29

application: netblt
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 30
reference: IANA protocol number 30

application: mfe-nsp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 31
reference: IANA protocol number 31

application: merit-inp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 32
reference: IANA protocol number 32

application: 3pc
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 34
reference: IANA protocol number 34

application: xtp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 36
reference: IANA protocol number 36

application: ddp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 37
reference: IANA protocol number 37

application: tp-plus-plus
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 39
reference: IANA protocol number 39

application: il
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 40
reference: IANA protocol number 40

application: bna
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 49
reference: IANA protocol number 49

application: i-nlsp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 52
reference: IANA protocol number 52

application: narp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 54
reference: IANA protocol number 54

application: mobile
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 55
reference: IANA protocol number 55

application: tlsp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 56
reference: IANA protocol number 56

application: skip
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 57
reference: IANA protocol number 57

application: cftp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 62
reference: IANA protocol number 62

application: sat-expak
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 64
reference: IANA protocol number 64

application: kryptolan
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 65
reference: IANA protocol number 65

application: rvd
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 66
reference: IANA protocol number 66

application: ippc
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 67
reference: IANA protocol number 67

application: sat-mon
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 69
reference: IANA protocol number 69

application: visa
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 70
reference: IANA protocol number 70

application: ipcv
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 71
reference: IANA protocol number 71

application: cpnx
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 72
reference: IANA protocol number 72

application: cphb
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 73
reference: IANA protocol number 73

application: pvp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 75
reference: IANA protocol number 75

application: br-sat-mon
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 76
reference: IANA protocol number 76

application: sun-nd
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 77
reference: IANA protocol number 77

application: wb-mon
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 78
reference: IANA protocol number 78

application: wb-expak
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 79
reference: IANA protocol number 79

application: iso-ip
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 80
reference: IANA protocol number 80

application: vmtp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 81
reference: IANA protocol number 81

application: secure-vmtp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 82
reference: IANA protocol number 82

application: vines
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 83
reference: IANA protocol number 83

application: ttp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 84
reference: IANA protocol number 84

application: nsfnet-igp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 85
reference: IANA protocol number 85

application: dgp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 86
reference: IANA protocol number 86

application: tcf
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 87
reference: IANA protocol number 87

application: sprite-rpc
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 90
reference: IANA protocol number 90

application: larp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 91
reference: IANA protocol number 91

application: mtp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 92
reference: IANA protocol number 92

application: ax.25
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 93
reference: IANA protocol number 93

application: ipip
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: tunnel-other-application, pervasive-use
ip-protocol: 94
reference: IANA protocol number 94

application: micp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 95
reference: IANA protocol number 95

application: scc-sp
category: networking / ip-protocol / browser-based
risk: 1
ip-protocol: 96
reference: IANA protocol number 96

application: encap
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 98
reference: IANA protocol number 98

application: gmtp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 100
reference: IANA protocol number 100

application: ifmp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 101
reference: IANA protocol number 101

application: pnni
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 102
reference: IANA protocol number 102

application: aris
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 104
reference: IANA protocol number 104

application: scps
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 105
reference: IANA protocol number 105

application: qnx
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 106
reference: IANA protocol number 106

application: snp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 109
reference: IANA protocol number 109

application: compaq-peer
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 110
reference: IANA protocol number 110

application: ipx-in-ip
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 111
reference: IANA protocol number 111

application: ddx
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 116
reference: IANA protocol number 116

application: iatp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 117
reference: IANA protocol number 117

application: stp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 118
reference: IANA protocol number 118

application: srp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 119
reference: IANA protocol number 119

application: uti
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 120
reference: IANA protocol number 120

application: smp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 121
reference: IANA protocol number 121

application: sm
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 122
reference: IANA protocol number 122

application: fire
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 125
reference: IANA protocol number 125

application: crtp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 126
reference: IANA protocol number 126

application: crudp
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 127
reference: IANA protocol number 127

application: sscopmce
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 128
reference: IANA protocol number 128

application: iplt
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 129
reference: IANA protocol number 129

application: sps
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 130
reference: IANA protocol number 130

application: pipe
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 131
reference: IANA protocol number 131

application: fibre-channel
category: networking / ip-protocol / network-protocol
risk: 2
characteristics: consume-big-bandwidth, able-to-transfer-file, pervasive-use
ip-protocol: 133
reference: IANA protocol number 133

application: rsvp-e2e-ignore
category: networking / ip-protocol / network-protocol
risk: 1
ip-protocol: 134
reference: IANA protocol number 134

application: mobilehdr
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: pervasive-use
ip-protocol: 135
reference: IANA protocol number 135

# An echo exchange is ping; every other ICMP message stays icmp or ipv6-icmp.
application: ping
category: general-internet / internet-utility / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
icmp-type: 8,0
icmp6-type: 128,129
reference: RFC 792 (echo), RFC 4443 section 4
