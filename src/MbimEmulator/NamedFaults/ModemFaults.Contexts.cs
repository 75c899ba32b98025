using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>Contexts that come otherwise than they were asked for, or not at all.</content>
internal static partial class ModemFaults
{
    private static readonly FieldPattern Activates = Is(nameof(SetConnect.ActivationCommand), "activate");
    private static readonly FieldPattern Deactivates = Is(nameof(SetConnect.ActivationCommand), "deactivate");
    private static readonly FieldPattern IsActivated = Is(nameof(ConnectInfo.ActivationState), "activated");

    private static IEnumerable<FaultDefinition> Contexts =>
    [
        new()
        {
            Id = "M40-ipv4-only",
            Title = "Only IPv4 is provided when both versions are requested",
            Sources = ["ModemManager f8eeab21", "ModemManager 958ca743"],
            Seam = FaultSeam.State,
            Trigger = "CONNECT that activates, for IPv4 and IPv6.",
            Behaviour = "SUCCESS, ACTIVATED, IPv4, and NwError 50 (IPv4 only allowed); IP_CONFIGURATION has no IPv6. A request for IPv6 alone is a FAILURE.",
            Reaction = "Continues with IPv4, and does not treat NwError as a failure.",
            ModemManager = "It connects; the bearer keeps the IP type ipv4v6 and has an IPv4 configuration alone.",
            Test = "ModemFaultTestsOfContexts.M40_ipv4_alone_is_given",
            Make = _ => [AtBegin("M40", Set("ip-versions", "ipv4"))],
        },
        new()
        {
            Id = "M41-bad-apn-throttled",
            Title = "An access string is refused, and further attempts are not even processed",
            Sources = ["windows-driver-docs#3776"],
            Seam = FaultSeam.State,
            Trigger = "Repeated CONNECT that activates.",
            Behaviour = "FAILURE with NwError 27 or 33 for the first attempts, FAILURE with NwError 0 from then on.",
            Reaction = "Waits longer each time, remembers the first reason, and asks the user for another access string.",
            ModemManager = "Connecting fails with MobileEquipment.MissingOrUnknownApn; the modem stays registered.",
            Parameters =
            [
                Text("accessString", "*", "the access string; * for any"), Number("nwError", 27, "the first reason"), Number("attempts", 2, "how many attempts get it"),
            ],
            Test = "ModemFaultTestsOfContexts.M41_an_access_string_is_refused_and_then_throttled",
            Make = args =>
            [
                AtBegin("M41-refused", Set("access-string", args.Text("accessString"), args.Digits("nwError"))),
                Rule(
                    "M41-throttled",
                    Answers(BasicConnect.Connect, MbimCommandType.Set) with { Status = MbimStatus.Failure, Request = [Activates] },
                    Change((nameof(ConnectInfo.NwError), "0"))) with
                {
                    Skip = args.Number("attempts", 0),
                },
            ],
        },
        new()
        {
            Id = "M45-inconsistent-ip-configuration",
            Title = "IP_CONFIGURATION contradicts itself",
            Sources = ["ModemManager 3e15dc15", "ModemManager 915a5bea", "ModemManager 3ccf8472"],
            Seam = FaultSeam.Answer,
            Trigger = "IP_CONFIGURATION, queried or notified.",
            Behaviour = "It reports an IPv4 address but has none (address), no gateway (gateway), or no DNS server (dns); or the IPv6 prefix has 128 bits (prefix). The network behind the modem provides the correct values by DHCP, router advertisement and DHCPv6.",
            Reaction = "Uses what is there, and requests the rest from the network (DHCP, SLAAC).",
            Parameters = [Text("variant", "address", "address, gateway, dns or prefix")],
            Test = "ModemFaultTestsOfContexts.M45_the_ip_configuration_contradicts_itself",
            Make = args => args.Choice("variant", "address", "gateway", "dns", "prefix") == "prefix"
                ? Says(
                    "M45",
                    BasicConnect.IpConfiguration,
                    [new FieldPattern($"{nameof(IPConfigurationInfo.IPv6Address)}[0]", FieldComparison.Exists, "")],
                    Change(($"{nameof(IPConfigurationInfo.IPv6Address)}[0].{nameof(IPv6Element.OnLinkPrefixLength)}", "128")))
                : Says(
                    "M45",
                    BasicConnect.IpConfiguration,
                    [new FieldPattern(nameof(IPConfigurationInfo.IPv4ConfigurationAvailable), FieldComparison.NotEqual, "none")],
                    new ChangeAction(args.Text("variant") switch
                    {
                        "address" => Fields((nameof(IPConfigurationInfo.IPv4Address), new FieldValue.List([]))),
                        "gateway" => Fields((nameof(IPConfigurationInfo.IPv4Gateway), FieldValue.Absent)),
                        _ => Fields((nameof(IPConfigurationInfo.IPv4DnsServer), new FieldValue.List([]))),
                    })),
        },
        new()
        {
            Id = "M46-session-limit",
            Title = "Fewer contexts than DEVICE_CAPS reports",
            Sources = ["ModemManager d58305bf"],
            Seam = FaultSeam.State,
            Trigger = "CONNECT that activates one context too many.",
            Behaviour = "MAX_ACTIVATED_CONTEXTS, or another status with the same meaning; the other contexts stay.",
            Reaction = "Keeps existing connections, and reports which session failed.",
            Parameters =
            [
                Number("max", 1, "maximum number of contexts"),
                Text("status", "maxActivatedContexts", "maxActivatedContexts, contextNotActivated or invalidParameters"),
            ],
            Test = "ModemFaultTestsOfContexts.M46_one_context_more_is_refused",
            Make = args =>
            [
                AtBegin("M46-limit", Set("max-sessions", args.Digits("max"))),
                Rule(
                    "M46-status",
                    Answers(BasicConnect.Connect, MbimCommandType.Set) with { Status = MbimStatus.MaxActivatedContexts },
                    new PatchAction { Place = "status", Number = args.Choice("status", "maxActivatedContexts", "contextNotActivated", "invalidParameters") switch
                    {
                        "contextNotActivated" => (uint)MbimStatus.ContextNotActivated,
                        "invalidParameters" => (uint)MbimStatus.InvalidParameters,
                        _ => (uint)MbimStatus.MaxActivatedContexts,
                    } }),
            ],
        },
        new()
        {
            Id = "M47-notification-before-answer",
            Title = "CONNECT is notified before it is answered",
            Sources = ["MBIM 1.0, 10.5.12"],
            Seam = FaultSeam.Message,
            Trigger = "CONNECT that activates.",
            Behaviour = "The notifications of CONNECT and IP_CONFIGURATION are sent first, followed by the answer.",
            Reaction = "Handles either order in the same way, and only once.",
            ModemManager = "It connects.",
            Parameters = [Times(0), Duration("delay", "20ms", "the time between the notifications and the answer")],
            Test = "ModemFaultTestsOfContexts.M47_the_notification_comes_before_the_answer",
            Make = args =>
            [
                Rule("M47", Answers(BasicConnect.Connect, MbimCommandType.Set) with { Status = MbimStatus.Success, Fields = [IsActivated] }, Late(args.Duration("delay"))) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
    ];
}
