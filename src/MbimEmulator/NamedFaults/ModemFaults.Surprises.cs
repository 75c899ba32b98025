using System.Buffers.Binary;
using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsVoiceExtensionsService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>What nobody has asked for.</content>
internal static partial class ModemFaults
{
    private static IEnumerable<FaultDefinition> Surprises =>
    [
        new()
        {
            Id = "M68-unexpected-notifications",
            Title = "Notifications that a host may not know",
            Sources = ["MBIM 1.0, 10.5.23", "Microsoft, Mobile Broadband NITZ and PCO"],
            Seam = FaultSeam.Message,
            Trigger = "Some time after the start, and repeatedly.",
            Behaviour = "EMERGENCY_MODE on and off; the network's time (NITZ of MS Voice Extensions); operator data (PCO of MS Basic Connect Extensions); "
                + "or lower speeds in PACKET_SERVICE, as from an overheated modem (thermal). All except EMERGENCY_MODE are sent whether they were subscribed to or not.",
            Reaction = "Ignores what it does not know, and derives no state from it.",
            Parameters =
            [
                Text("kind", "all", "emergency, nitz, pco, thermal or all"), Duration("at", "10s", "when the first one is sent"), Duration("every", "60s", "the time between two of them"),
            ],
            Test = "ModemFaultTestsOfServices.M68_notifications_come_that_nobody_asked_for",
            Make = args =>
            {
                var kind = args.Choice("kind", "all", "emergency", "nitz", "pco", "thermal");
                var every = args.Duration("every");
                return new (string Kind, FaultAction[] Actions)[]
                {
                    ("emergency", [Set("emergency", "on"), Set("emergency", "off") with { After = every / 2 }]),
                    ("nitz", [new IndicateAction { Service = MsVoiceExtensions.Id, Cid = MsVoiceExtensions.Nitz.Number, Bytes = Words(2024, 2, 29, 12, 0, 0, 60, 0, (uint)DataClass.Lte) }]),
                    ("pco", [new IndicateAction { Service = MsBasicConnectExtensions.Id, Cid = MsBasicConnectExtensions.Pco.Number, Bytes = [.. Words(0, 4, 0), 0xFF, 0x00, 0x01, 0x00] }]),
                    ("thermal", [Indication(BasicConnect.PacketService) with
                    {
                        Fields = Fields(
                            (nameof(PacketServiceInfo.UplinkSpeed), new FieldValue.Scalar("100000")),
                            (nameof(PacketServiceInfo.DownlinkSpeed), new FieldValue.Scalar("100000"))),
                    }]),
                }
                .Where(each => kind == "all" || kind == each.Kind)
                .Select(each => Rule($"M68-{each.Kind}", new TimeTrigger(args.Duration("at"), every > TimeSpan.Zero ? every : null), each.Actions));
            },
        },
    ];

    private static MbimArray<byte> Words(params ReadOnlySpan<uint> numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(uint)];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), numbers[i]);
        }

        return bytes.ToMbimArray();
    }
}
