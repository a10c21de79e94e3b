extension ElementTable {
    private static let device = "config/devices/entry"
    private static let templates = ["config/devices/entry/template/entry/config", "config/devices/entry/template-stack/entry/config"]
    private static let scopes = [
        "config/shared", "\(device)/vsys/entry", "\(device)/device-group/entry", "config/panorama/shared", "config/panorama/vsys/entry",
    ]
    /// Only these rulebases are read; one at another place is told about.
    private static let localRulebase = "\(device)/vsys/entry/rulebase"
    private static let postRulebases = scopes.map { "\($0)/post-rulebase" }
    private static let rulebases = [localRulebase] + scopes.map { "\($0)/pre-rulebase" } + postRulebases

    /// Elements of a configuration. In paths SCOPE is every place that holds objects, RULEBASE a `rulebase`,
    /// `pre-rulebase` or `post-rulebase`, DEFAULTS those but `pre-rulebase`, DEVICE the firewall or a template or stack, VSYS a virtual system of either,
    /// ROUTER a virtual router or a logical router's vrf, SIGNATURE the operator of a custom application's condition.
    /// A state holds for all that is below and not listed itself.
    static let configuration = ElementTable(
        [outside, objects, applications, rules, network, deviceSettings].joined(separator: "\n"),
        prefixes: [
            "SCOPE": scopes,
            "RULEBASE": rulebases, "DEFAULTS": [localRulebase] + postRulebases,
            "DEVICE": [device] + templates.map { "\($0)/devices/entry" },
            "VSYS": ["\(device)/vsys/entry"] + templates.map { "\($0)/devices/entry/vsys/entry" },
            "ROUTER": ["virtual-router/entry", "logical-router/entry/vrf/entry"],
            "TEMPLATE": templates,
            "PANORAMA": [device],
            "VARIABLE": [
                "template/entry/variable/entry", "template-stack/entry/variable/entry",
                "template-stack/entry/devices/entry/variable/entry",
            ].map { "\(device)/\($0)" },
            "SIGNATURE": scopes.map { "\($0)/application/entry/signature/entry/and-condition/entry/or-condition/entry/operator" },
        ],
        // Filters of applications say themselves what they do not know.
        objects:
            "SCOPE/address|address-group|service|service-group|schedule|region|external-list|dynamic-user-group|application|application-group|application-tag/entry"
    )

    private static let outside = """
        ignored      6.1  config/mgt-config
        conditional  1.9  config/mgt-config/devices/entry/tags|tag/member
        conditional  1.9  config/mgt-config/devices/entry/vsys/entry/tags|tag/member
        ignored      6.2  config/predefined
        implemented  6.2  config/readonly/devices/entry/device-group/entry/parent-dg
        ignored      6.2  config/readonly/devices/entry/device-group/entry/id
        ignored      6.2  config/readonly/devices/entry/template|template-stack|log-collector-group|vsys
        ignored      6.2  config/readonly/max-internal-id
        implemented  6.2  config/readonly/dg-meta-data/dginfo/entry/parent-dg
        ignored      6.2  config/readonly/dg-meta-data/dginfo/entry/dg-id
        ignored      6.2  config/readonly/dg-meta-data/max-dg-id
        implemented  6.2  PANORAMA/device-group/entry/devices/entry/vsys/entry
        conditional  6.2  PANORAMA/device-group/entry/reference-templates/member
        ignored      6.2  PANORAMA/device-group/entry/description|master-device|authorization-code|to-sw-version
        conditional  6.2  PANORAMA/template/entry/devices/entry
        ignored      6.2  PANORAMA/template/entry/settings|description
        conditional  6.2  PANORAMA/template-stack/entry/devices/entry
        conditional  6.2  PANORAMA/template-stack/entry/templates/member
        ignored      6.2  PANORAMA/template-stack/entry/settings|description|user-group-source
        implemented  6.2  VARIABLE/type/ip-netmask|ip-range|fqdn|interface
        ignored      6.2  VARIABLE/type/group-id|device-priority|device-id|as-number|qos-profile|egress-max|link-tag
        not-yet      6.2  VARIABLE/type
        ignored      6.2  VARIABLE/description
        ignored      6.2  PANORAMA/log-collector|log-collector-group|wildfire-appliance|wildfire-appliance-cluster|plugins|platform
        not-yet      6.2  TEMPLATE/shared
        ignored      6.2  TEMPLATE/mgt-config
        """

    private static let objects = """
        conditional  3.1  SCOPE/address/entry/fqdn
        implemented  3.1  SCOPE/address/entry/ip-netmask|ip-range|ip-wildcard
        implemented  3.1  SCOPE/address/entry/tag/member
        implemented  3.6  SCOPE/address|address-group|service|service-group|schedule|external-list|region/entry/disable-override
        implemented  3.6  SCOPE/application|application-group|application-filter|dynamic-user-group/entry/disable-override
        ignored      3.1  SCOPE/address/entry/description
        implemented  3.2  SCOPE/address-group/entry/static/member
        implemented  3.3  SCOPE/address-group/entry/dynamic/filter
        implemented  3.3  SCOPE/address-group/entry/tag/member
        ignored      3.2  SCOPE/address-group/entry/description
        implemented  1.5  SCOPE/service/entry/protocol/tcp|udp|sctp/port|source-port
        ignored      4.2  SCOPE/service/entry/protocol/tcp|udp|sctp/override/no
        implemented  4.2  SCOPE/service/entry/protocol/tcp|udp|sctp/override/yes/timeout|halfclose-timeout|timewait-timeout
        ignored      6.3  SCOPE/service/entry/description|tag
        implemented  6.3  SCOPE/service-group/entry/members/member
        ignored      6.3  SCOPE/service-group/entry/description|tag
        ignored      6.3  SCOPE/tag/entry
        implemented  1.8  SCOPE/schedule/entry/schedule-type/non-recurring/member
        implemented  1.8  SCOPE/schedule/entry/schedule-type/recurring/daily/member
        implemented  1.8  SCOPE/schedule/entry/schedule-type/recurring/weekly/monday|tuesday|wednesday|thursday|friday|saturday|sunday/member
        implemented  1.8  SCOPE/schedule/entry/non-recurring/member
        implemented  1.8  SCOPE/schedule/entry/recurring/daily/member
        implemented  1.8  SCOPE/schedule/entry/recurring/weekly/monday|tuesday|wednesday|thursday|friday|saturday|sunday/member
        implemented  3.8  SCOPE/region/entry/address/member
        ignored      3.8  SCOPE/region/entry/geo-location
        conditional  3.7  SCOPE/external-list/entry/type/ip|predefined-ip
        implemented  3.7  SCOPE/external-list/entry/type/ip|predefined-ip/exception-list/member
        ignored      3.7  SCOPE/external-list/entry/type/ip|predefined-ip/url|description|recurring|auth|certificate-profile
        conditional  3.7  SCOPE/external-list/entry/type/url|predefined-url|domain
        ignored      3.7  SCOPE/external-list/entry/type/url|predefined-url|domain/url|description|recurring|auth|certificate-profile|exception-list|expand-domain
        not-yet      3.7  SCOPE/external-list/entry/type/imsi|imei
        ignored      3.7  SCOPE/external-list/entry/url|recurring|description
        implemented  6.3  SCOPE/dynamic-user-group/entry/filter
        ignored      6.3  SCOPE/dynamic-user-group/entry/description|tag
        ignored      1.12 SCOPE/profiles|profile-group|log-settings|threats|reports|report-group|email-scheduler|pdf-summary-report
        ignored      6.1  SCOPE/certificate|certificate-profile|ssl-tls-service-profile|ssl-decrypt|ssl-exclude-cert|ocsp-responder
        ignored      6.1  SCOPE/authentication-profile|authentication-sequence|authentication-object|server-profile|admin-role|scep
        ignored      6.1  SCOPE/local-user-database|response-page|botnet|content-preview|alg-override|user-id-hub|override
        not-yet      6.1  SCOPE/user-id-collector|user-id-agent|group-mapping|captive-portal|vm-info-source|redistribution-agent
        not-yet      6.1  SCOPE/application-status|device-object|sdwan|iot
        """

    private static let applications = """
        implemented  2.4  SCOPE/application/entry/category|subcategory|technology|risk|parent-app|timeout|tcp-timeout|udp-timeout
        implemented  2.4  SCOPE/application/entry/evasive-behavior|consume-big-bandwidth|used-by-malware|able-to-transfer-file
        implemented  2.4  SCOPE/application/entry/has-known-vulnerability|tunnel-other-application|prone-to-misuse|pervasive-use|is-saas
        implemented  2.9  SCOPE/application/entry/default/port/member
        implemented  2.9  SCOPE/application/entry/default/ident-by-ip-protocol
        implemented  2.9  SCOPE/application/entry/default/ident-by-icmp-type|ident-by-icmp6-type/type
        implemented  2.9  SCOPE/application/entry/default/ident-by-icmp-type|ident-by-icmp6-type/code
        implemented  2.4  SCOPE/application/entry/tcp-half-closed-timeout|tcp-time-wait-timeout
        implemented  2.9  SCOPE/application/entry/signature/entry/scope|order-free
        implemented  2.10 SIGNATURE/pattern-match/context|pattern
        implemented  2.9  SIGNATURE/pattern-match|equal-to|less-than|greater-than/qualifier/entry/value
        implemented  2.9  SIGNATURE/equal-to|less-than|greater-than/context|value
        implemented  2.9  SIGNATURE/equal-to/position|mask
        implemented  2.9  SIGNATURE/pattern-match/negate
        ignored      2.9  SCOPE/application/entry/signature/entry/comment
        implemented  2.9  SCOPE/override/application/entry/timeout|tcp-timeout|udp-timeout|risk
        implemented  2.9  SCOPE/override/application/entry/tcp-half-closed-timeout|tcp-time-wait-timeout
        ignored      2.9  SCOPE/application/entry/description|file-type-ident|virus-ident|data-ident|spyware-ident
        ignored      2.9  SCOPE/application/entry/vulnerability-ident|no-appid-caching|tunnel-applications|alg-disable-capability
        implemented  2.6  SCOPE/application-group/entry/members/member
        implemented  2.6  SCOPE/application-filter/entry/category|subcategory|technology|risk/member
        implemented  2.6  SCOPE/application-filter/entry/evasive|excessive-bandwidth-use|used-by-malware|transfers-files
        implemented  2.6  SCOPE/application-filter/entry/has-known-vulnerabilities|tunnels-other-apps|prone-to-misuse|pervasive|is-saas
        implemented  2.6  SCOPE/application-filter/entry/tagging/tag/member
        implemented  2.6  SCOPE/application-filter/entry/exclude/member
        implemented  2.6  SCOPE/application-tag/entry/tag/member
        not-yet      2.6  SCOPE/application-filter/entry/new-appid|saas-certifications|saas-risk
        not-yet      2.6  SCOPE/application-filter/entry/tagging/no-tag
        """

    private static let rules = """
        implemented  1.4  RULEBASE/security/rules/entry/from|to|source|destination|source-user|category|application|service/member
        implemented  1.4  RULEBASE/security/rules/entry/hip-profiles|source-hip|destination-hip/member
        implemented  1.4  RULEBASE/security/rules/entry/negate-source|negate-destination|schedule|disabled
        implemented  1.4  RULEBASE/security/rules/entry/tag/member
        implemented  1.3  RULEBASE/security/rules/entry/rule-type
        implemented  1.10 RULEBASE/security/rules/entry/action|icmp-unreachable
        implemented  1.11 RULEBASE/security/rules/entry/log-start|log-end|log-setting
        conditional  1.9  RULEBASE/security/rules/entry/target/devices/entry/vsys/entry
        conditional  1.9  RULEBASE/security/rules/entry/target/negate
        conditional  1.9  RULEBASE/security/rules/entry/target/tags/member
        ignored      1.12 RULEBASE/security/rules/entry/description|group-tag|profile-setting|option|qos|disable-inspect|uuid
        not-yet      1.4  RULEBASE/security/rules/entry/source-imsi|source-imei|source-nw-slice|source-device|destination-device|saas-user-list|saas-tenant-list
        implemented  1.2  DEFAULTS/default-security-rules/rules/entry/action|icmp-unreachable|log-start|log-end|log-setting
        ignored      1.2  DEFAULTS/default-security-rules/rules/entry/profile-setting|tag|group-tag|description|uuid
        implemented  2.8  RULEBASE/application-override/rules/entry/from|to|source|destination|source-user|tag/member
        implemented  2.8  RULEBASE/application-override/rules/entry/negate-source|negate-destination|protocol|port|application|disabled
        conditional  1.9  RULEBASE/application-override/rules/entry/target/devices/entry/vsys/entry
        conditional  1.9  RULEBASE/application-override/rules/entry/target/negate
        conditional  1.9  RULEBASE/application-override/rules/entry/target/tags/member
        ignored      2.8  RULEBASE/application-override/rules/entry/description|group-tag|uuid
        implemented  7    RULEBASE/tunnel-inspect/rules/entry/from|to|source|destination|source-user|application|tag/member
        implemented  7    RULEBASE/tunnel-inspect/rules/entry/negate-source|negate-destination|disabled|monitor-name
        implemented  7    RULEBASE/tunnel-inspect/rules/entry/inspect-options/max-level-inspection|drop-over-max|drop-unknown-protocol
        implemented  7    RULEBASE/tunnel-inspect/rules/entry/inspect-options/drop-strict-checking|return-scan-vxlan-tunnel-to-source
        implemented  7    RULEBASE/tunnel-inspect/rules/entry/zone-assign/source-zone|destination-zone
        conditional  1.9  RULEBASE/tunnel-inspect/rules/entry/target/devices/entry/vsys/entry
        conditional  1.9  RULEBASE/tunnel-inspect/rules/entry/target/negate
        conditional  1.9  RULEBASE/tunnel-inspect/rules/entry/target/tags/member
        ignored      7    RULEBASE/tunnel-inspect/rules/entry/description|group-tag|uuid
        not-yet      7    RULEBASE/nat|pbf|decryption|captive-portal|authentication|dos|qos|sdwan|network-packet-broker
        """

    private static let network = """
        implemented  1.4  VSYS/zone/entry/enable-user-identification
        implemented  6.1  VSYS/zone/entry/network/tap|virtual-wire|layer2|layer3|tunnel|external/member
        ignored      6.1  VSYS/zone/entry
        ignored      6.1  VSYS/import|display-name|setting
        ignored      6.1  DEVICE/network/interface
        implemented  6.1  DEVICE/network/interface/ethernet|aggregate-ethernet/entry/layer3/ip/entry
        implemented  6.1  DEVICE/network/interface/ethernet|aggregate-ethernet/entry/layer3/ipv6/address/entry
        implemented  6.1  DEVICE/network/interface/ethernet|aggregate-ethernet/entry/layer3/units/entry/ip/entry
        implemented  6.1  DEVICE/network/interface/ethernet|aggregate-ethernet/entry/layer3/units/entry/ipv6/address/entry
        conditional  6.1  DEVICE/network/interface/ethernet|aggregate-ethernet/entry/layer3/dhcp-client|pppoe/enable
        conditional  6.1  DEVICE/network/interface/ethernet|aggregate-ethernet/entry/layer3/units/entry/dhcp-client|pppoe/enable
        conditional  6.1  DEVICE/network/interface/vlan/dhcp-client/enable
        conditional  6.1  DEVICE/network/interface/vlan/units/entry/dhcp-client/enable
        implemented  6.1  DEVICE/network/interface/loopback|tunnel|vlan/ip/entry
        implemented  6.1  DEVICE/network/interface/loopback|tunnel|vlan/ipv6/address/entry
        implemented  6.1  DEVICE/network/interface/loopback|tunnel|vlan/units/entry/ip/entry
        implemented  6.1  DEVICE/network/interface/loopback|tunnel|vlan/units/entry/ipv6/address/entry
        ignored      6.1  DEVICE/network/virtual-router|logical-router/entry
        implemented  6.1  DEVICE/network/ROUTER/routing-table/ip|ipv6/static-route/entry/destination|interface|metric
        implemented  6.1  DEVICE/network/ROUTER/routing-table/ip|ipv6/static-route/entry/nexthop/ip-address|ipv6-address
        not-yet      6.1  DEVICE/network/ROUTER/protocol|bgp|ospf|ospfv3|rip
        ignored      6.1  DEVICE/network/profiles|ike|qos|dhcp|dns-proxy|lldp|tunnel|virtual-wire|vlan|underlay-net|routing-profile
        ignored      4.3  DEVICE/network/profiles/zone-protection-profile/entry
        implemented  4.3  DEVICE/network/profiles/zone-protection-profile/entry/tcp-reject-non-syn|asymmetric-path
        implemented  4.3  VSYS/zone/entry/network/zone-protection-profile
        not-yet      6.1  DEVICE/network/shared-gateway
        """

    private static let deviceSettings = """
        ignored      6.1  DEVICE/deviceconfig/system|setting|high-availability|cloudadmin|plugins
        implemented  6.1  DEVICE/deviceconfig/system/hostname|timezone
        not-yet      4.2  DEVICE/deviceconfig/setting/session|tcp
        implemented  4.2  DEVICE/deviceconfig/setting/session/timeout-tcp|timeout-tcpinit|timeout-tcphandshake|timeout-tcp-half-closed
        implemented  4.2  DEVICE/deviceconfig/setting/session/timeout-tcp-time-wait|timeout-tcp-unverified-rst|timeout-udp|timeout-icmp
        implemented  4.2  DEVICE/deviceconfig/setting/session/timeout-default|timeout-discard-tcp|timeout-discard-udp|timeout-discard-default
        implemented  4.2  DEVICE/deviceconfig/setting/session/timeout-sctp|timeout-sctp-init|timeout-sctp-cookie|timeout-sctp-shutdown
        implemented  4.2  DEVICE/deviceconfig/setting/session/timeout-discard-sctp
        not-yet      4.2  DEVICE/deviceconfig/setting/session/timeout-captive-portal|timeout-scan
        not-yet      4.2  DEVICE/deviceconfig/setting/session/scan-threshold|scan-scaling-factor
        implemented  4.2  DEVICE/deviceconfig/setting/session/resource-limit-behavior
        implemented  4.2  DEVICE/deviceconfig/setting/session/accelerated-aging-enable|accelerated-aging-threshold
        implemented  4.2  DEVICE/deviceconfig/setting/session/accelerated-aging-scaling-factor
        implemented  4.3  DEVICE/deviceconfig/setting/session|tcp/tcp-diff-syn-rej|tcp-strict-rst|strict-checksum
        implemented  4.3  DEVICE/deviceconfig/setting/tcp/asymmetric-path
        implemented  4.3  DEVICE/deviceconfig/setting/tcp/urgent-data|check-timestamp-option|bypass-exceed-oo-queue
        implemented  4.3  DEVICE/deviceconfig/setting/tcp/strip-mptcp-option
        ignored      4.3  DEVICE/deviceconfig/setting/tcp/drop-zero-flag
        implemented  4.3  DEVICE/deviceconfig/setting/session|tcp/tcp-reject-non-syn
        ignored      6.1  DEVICE/plugins
        """
}
