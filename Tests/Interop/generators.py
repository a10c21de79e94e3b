#!/usr/bin/env python3
"""Policies of public generators, imported and asked flow by flow: Tests/Interop/generators.py NGFW-EVAL [FLOWS [CHECKOUT]]

For every policy of Tests/Interop/policies and every generator (aerleon, capirca; run by Tests/Interop/run, which makes
their environment), and with CHECKOUT for the PAN-OS samples of a checkout of either generator (its policies/pol and def):

1. the generator writes its PAN-OS configuration; `ngfw-eval check` must find no error in it;
2. FLOWS flows (1,000) are drawn for every term, four fields in five inside the term, the others near or anywhere;
3. the generator's own access check (aclcheck) names the term that decides, `ngfw-eval flows` the rule: both must agree;
4. the configuration is exported as XML, set commands and JSON: each is read without errors, exports to the same XML, and
   answers every flow as the original does.

What the access check does not look at is put to it by leaving out the terms that cannot apply (see `eligible`).
Ends with 1 when anything differs; every difference is shown, at most five a policy in full.
"""
import copy
import importlib
import ipaddress
import json
import logging
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
GENERATORS = ["aerleon", "capirca"]
# Default ports of the applications that policies name without a port: a rule then says application-default.
DEFAULT_PORTS = {"ssh": ("tcp", 22), "web-browsing": ("tcp", 80)}
# What a session of a protocol without ports is identified as.
APPLICATIONS = {"gre": "gre", "igmp": "igmp", "sctp": "sctp", "esp": "ipsec-esp", "ah": "ipsec-ah", "icmp": "icmp", "icmpv6": "ipv6-icmp"}
FAMILIES = {"inet": (4,), "inet6": (6,), "mixed": (4, 6)}
SPELLINGS = ["xml", "set", "json"]
# Answers carry their time.
TIME = "2026-01-05T10:00:00Z"
SHOWN = 5


class Generator:
    """One of the two packages, which share their module names."""

    def __init__(self, name):
        self.name = name
        self.naming = importlib.import_module(name + ".lib.naming")
        self.policy = importlib.import_module(name + ".lib.policy")
        self.paloalto = importlib.import_module(name + ".lib.paloaltofw")
        self.aclcheck = importlib.import_module(name + ".lib.aclcheck")
        self.definitions = {}

    def parse(self, path, definitions):
        if definitions not in self.definitions:
            self.definitions[definitions] = self.naming.Naming(str(definitions))
        naming, text = self.definitions[definitions], path.read_text()
        if path.suffix == ".yaml":
            return importlib.import_module(self.name + ".lib.yaml").ParsePolicy(text, filename=str(path), definitions=naming)
        return self.policy.ParsePolicy(text, naming, filename=str(path))

    def configuration(self, path, definitions):
        # Rendering changes the policy, so it has one of its own.
        return str(self.paloalto.PaloAltoFW(self.parse(path, definitions), 2))

    def decide(self, policy, sections, flow):
        """The term that decides a flow: the first exact match of the sections in order; None when there is none."""
        for section in sections:
            if not section.concerns(flow):
                continue
            one = copy.copy(policy)
            one.filters = [(section.header, [term for term in section.terms if eligible(term, flow)])]
            ports = {} if flow["destinationPort"] is None else {"sport": flow["sourcePort"], "dport": flow["destinationPort"]}
            found = self.aclcheck.AclCheck(
                one, src=flow["source"], dst=flow["destination"], proto=flow["protocol"], **ports).ExactMatches()
            if found:
                return found[0]
        return None


class Section:
    """A header with its terms: one pair of zones."""

    def __init__(self, header, terms):
        options = header.FilterOptions("paloalto")
        self.header, self.terms = header, terms
        self.source, self.destination = options[1], options[3]
        self.families = FAMILIES[options[4] if len(options) > 4 else "inet"]

    def concerns(self, flow):
        if ipaddress.ip_address(flow["source"]).version not in self.families:
            return False
        # The generator writes rules between different zones as interzone.
        if self.source != self.destination and flow["from"] == flow["to"]:
            return False
        return self.source in ("any", flow["from"]) and self.destination in ("any", flow["to"])


def is_rendered(term):
    """The generator leaves out terms for replies and expired ones."""
    return not term.expiration and "established" not in term.option and "tcp-established" not in term.option


def inside(address, network):
    address = ipaddress.ip_address(address)
    return address.version == network.version and int(network.network_address) <= int(address) <= int(network.broadcast_address)


def eligible(term, flow):
    """Whether a term can apply by what the access check does not compare: exclusions, ICMP types and applications."""
    if not is_rendered(term):
        return False
    if any(inside(flow["source"], net) for net in term.source_address_exclude):
        return False
    if any(inside(flow["destination"], net) for net in term.destination_address_exclude):
        return False
    # A term of all ICMP names the applications icmp and ipv6-icmp, which an application of the generator's own is not.
    is_named = flow["application"].startswith(("icmp-", "icmp6-"))
    if is_named and term.protocol and not term.icmp_type:
        return False
    if term.icmp_type and flow["icmpTypeName"] not in term.icmp_type:
        return False
    if term.pan_application:
        if flow["application"] not in term.pan_application:
            return False
        # By its application alone a term is for the default ports.
        if not term.protocol and not term.destination_port and not term.source_port:
            return DEFAULT_PORTS[flow["application"]] == (flow["protocol"], flow["destinationPort"])
    return True


class Sampler:
    """Draws flows for a policy."""

    def __init__(self, generator, policy, sections, seed):
        self.random = random.Random(seed)
        self.icmp_types = generator.policy.Term.ICMP_TYPE
        self.zones = sorted({zone for section in sections for zone in (section.source, section.destination)} - {"any"}) + ["elsewhere"]
        terms = [term for section in sections for term in section.terms]
        self.networks = [net for term in terms for net in list(term.source_address) + list(term.destination_address)]
        self.typed = {(protocol, name) for term in terms for name in term.icmp_type for protocol in term.protocol}
        self.applications = sorted({name for term in terms for name in term.pan_application}) + ["unknown-tcp"]

    def flow(self, section, term):
        version = self.random.choice(section.families if self.inside() else (4, 6))
        protocol = self.random.choice(sorted(term.protocol)) if term.protocol and self.inside() else self.random.choice(["tcp", "udp"])
        if protocol in ("icmp", "icmpv6"):
            version = 4 if protocol == "icmp" else 6
        flow = {
            "source": self.address(term.source_address, version), "destination": self.address(term.destination_address, version),
            "protocol": protocol, "sourcePort": None, "destinationPort": None, "icmpType": None, "icmpTypeName": None,
            "from": self.zone(section.source), "to": self.zone(section.destination),
        }
        if protocol in ("tcp", "udp", "sctp"):
            flow["sourcePort"], flow["destinationPort"] = self.port(term.source_port), self.port(term.destination_port)
        flow["application"] = self.application(term, protocol, flow)
        return flow

    def inside(self):
        return self.random.random() < 0.8

    def zone(self, zone):
        return zone if zone != "any" and self.inside() else self.random.choice(self.zones)

    def address(self, networks, version):
        networks = [net for net in networks if net.version == version]
        if not networks or not self.inside():
            networks = [net for net in self.networks if net.version == version] or [ipaddress.ip_network("10.0.0.0/8")]
        network = self.random.choice(networks)
        first, last = int(network.network_address), int(network.broadcast_address)
        # The first and the last address and their neighbours outside are where mistakes are made.
        number = self.random.choice([first, last, first - 1, last + 1] + [self.random.randint(first, last)] * 4)
        return str((ipaddress.IPv4Address if version == 4 else ipaddress.IPv6Address)(max(1, min(number, 2 ** (32 if version == 4 else 128) - 1))))

    def port(self, ports):
        if not ports or not self.inside():
            return self.random.randint(1, 65535)
        first, last = self.random.choice(ports)
        return max(1, min(65535, self.random.choice([first, last, first - 1, last + 1] + [self.random.randint(first, last)] * 4)))

    def application(self, term, protocol, flow):
        if protocol in ("icmp", "icmpv6"):
            known = self.icmp_types[4 if protocol == "icmp" else 6]
            name = self.random.choice(list(term.icmp_type) if term.icmp_type and self.inside() else sorted(known))
            flow["icmpType"], flow["icmpTypeName"] = known[name], name
            # The generator defines an application for a type that a term names; all others are icmp as such.
            if (protocol, name) in self.typed:
                return ("icmp-" if protocol == "icmp" else "icmp6-") + name
        if protocol in APPLICATIONS:
            return APPLICATIONS[protocol]
        if term.pan_application and self.inside():
            name = self.random.choice(list(term.pan_application))
            if name in DEFAULT_PORTS and self.inside():
                flow["protocol"], flow["destinationPort"] = DEFAULT_PORTS[name]
            return name
        return self.random.choice(self.applications)


def run(ngfw, *arguments):
    return subprocess.run([ngfw, *arguments], capture_output=True, text=True)


def write_flows(flows, path):
    columns = ["source", "destination", "protocol", "sourcePort", "destinationPort", "icmpType", "application", "from", "to"]
    numbers = {"icmpv6": "58", "esp": "50", "ah": "51"}
    with open(path, "w") as file:
        file.write(",".join(columns) + "\n")
        for flow in flows:
            row = dict(flow, protocol=numbers.get(flow["protocol"], flow["protocol"]))
            file.write(",".join("" if row[column] is None else str(row[column]) for column in columns) + "\n")


def agrees(term, answer):
    """Whether a rule is a term's and does what the term says; a term may have become several rules."""
    rule, action = answer["rule"], answer["action"]
    if term is None:
        return rule in ("interzone-default", "intrazone-default")
    if rule != term.term and not (rule.startswith(term.term + "-") and rule[len(term.term) + 1:].isdigit()):
        return False
    expected = term.action if isinstance(term.action, str) else term.action[0]
    if expected == "accept":
        return action == "allow"
    return action == ("deny" if expected == "deny" else "reset-client")


def sections_of(policy):
    """The sections of a policy without terms whose name an earlier one has, and how many these are: a rulebase holds a name once."""
    sections, names, repeated = [], set(), 0
    for header, terms in policy.filters:
        own = [term for term in terms if term.name not in names]
        names |= {term.name for term in own}
        repeated += len(terms) - len(own)
        sections.append(Section(header, own))
    return sections, repeated


def differing_exports(ngfw, configuration, flow_file, answers, folder):
    """Spellings of a configuration that are not read, or mean something else than it does."""
    differing = []
    original = run(ngfw, "config", "export", "--config", str(configuration)).stdout
    for spelling in SPELLINGS:
        path = folder / f"exported.{spelling}"
        written = run(ngfw, "config", "export", "--config", str(configuration), "--format", spelling, "--output", str(path))
        again = run(ngfw, "config", "export", "--config", str(path))
        asked = run(ngfw, "flows", "--config", str(path), "--time", TIME, "--format", "jsonl", str(flow_file))
        codes = [written.returncode, again.returncode, asked.returncode]
        if codes != [0, 0, 0] or not original or again.stdout != original or asked.stdout != answers:
            differing.append(spelling)
            print(f"  as {spelling}: exit codes {codes}, {(written.stderr + again.stderr + asked.stderr)[:1000]}")
    return differing


def compare(ngfw, generator, path, definitions, count, folder):
    configuration = folder / f"{generator.name}-{path.stem}.xml"
    configuration.write_text(generator.configuration(path, definitions))
    check = run(ngfw, "check", "--config", str(configuration))
    if check.returncode != 0:
        print(f"{generator.name} {path.stem}: the configuration is not imported without errors:\n{check.stderr}")
        return 1
    warnings = sum("warning:" in line for line in check.stderr.splitlines())

    policy = generator.parse(path, definitions)
    sections, repeated = sections_of(policy)
    sampler = Sampler(generator, policy, sections, seed=f"{path.stem}")
    flows = [sampler.flow(section, term) for section in sections for term in section.terms for _ in range(count)]
    flow_file = folder / "flows.csv"
    write_flows(flows, flow_file)
    asked = run(ngfw, "flows", "--config", str(configuration), "--time", TIME, "--format", "jsonl", str(flow_file))
    answers = [json.loads(line) for line in asked.stdout.splitlines()]
    if len(answers) != len(flows):
        print(f"{generator.name} {path.stem}: {len(answers)} answers to {len(flows)} flows:\n{asked.stderr[:2000]}")
        return 1

    differing, decided = 0, set()
    for flow, answer in zip(flows, answers):
        term = generator.decide(policy, sections, flow)
        if term is not None:
            decided.add(term.term)
        if not agrees(term, answer):
            differing += 1
            if differing <= SHOWN:
                print(f"  {flow}\n    {generator.name}: {term}\n    rule: {answer['rule']} {answer['action']}")
    terms = [term for section in sections for term in section.terms]
    unreached = sum(map(is_rendered, terms)) - len(decided)
    exports = differing_exports(ngfw, configuration, flow_file, asked.stdout, folder)
    # A name that is repeated is what a generator's configuration is warned of.
    unexpected = warnings - repeated
    print(f"{generator.name:8} {path.stem:21} {len(terms):3} terms, {len(decided)} of {len(decided) + unreached} rendered ones decided "
          f"some flow, {repeated} repeat a name, {len(flows)} flows, {warnings} warnings, {differing} answers differ, "
          f"{len(SPELLINGS) - len(exports)} of {len(SPELLINGS)} exports are equal")
    return 1 if differing or unreached or exports or unexpected else 0


def policies(generator, checkout):
    """Policies with the folder of their definitions."""
    for path in sorted((HERE / "policies").glob("*.pol")):
        yield path, HERE / "definitions"
    if checkout:
        for path in sorted((checkout / "policies" / "pol").glob("*paloalto*")):
            if path.suffix == ".pol" or generator == "aerleon":
                yield path, checkout / "def"


def main():
    if len(sys.argv) not in (2, 3, 4):
        sys.exit(__doc__)
    logging.disable(logging.CRITICAL)
    ngfw, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    checkout = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in GENERATORS:
            generator = Generator(name)
            for path, definitions in policies(name, checkout):
                failures += compare(ngfw, generator, path, definitions, count, pathlib.Path(folder))
    sys.exit(1 if failures else 0)


main()
