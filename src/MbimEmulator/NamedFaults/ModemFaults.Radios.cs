using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>The radio and the capabilities of the device.</content>
internal static partial class ModemFaults
{
    private const string QuectelService = "11223344-5566-7788-99aa-bbccddeeff11";

    private static IEnumerable<FaultDefinition> Radios =>
    [
        new()
        {
            Id = "M20-fcc-lock",
            Title = "The radio is locked until a vendor command unlocks it (FCC lock)",
            Sources = ["ModemManager f5cd7476", "ModemManager fcc-unlock.d", "openmptcprouter#3979", "lenovo-wwan-unlock#72"],
            Seam = FaultSeam.State,
            Trigger = "The modem starts; a command of the vendor service that it answers with SUCCESS unlocks it.",
            Behaviour = "The radio is off. RADIO_STATE on answers SUCCESS with SwRadioState off (ignores), or OPERATION_NOT_ALLOWED (refuses).",
            Reaction = "Runs the unlock procedure for this modem and turns the radio on again, or reports that it cannot.",
            ModemManager = "Enabling fails with Core.Retry, Invalid transition; the modem stays disabled, with its power state low.",
            Parameters =
            [
                Text("mode", "ignores", "ignores or refuses"),
                Text("service", QuectelService, "the vendor service, which the profile must have"),
                Number("cid", 1, "the CID of that service that unlocks"),
            ],
            Test = "ModemFaultTestsOfRadios.M20_the_radio_is_locked_until_the_vendors_command",
            Make = args =>
            [
                AtBegin("M20-lock", Set("radio-lock", args.Choice("mode", "ignores", "refuses"))),
                Rule(
                    "M20-unlock",
                    new MessagePattern
                    {
                        Type = MbimMessageType.CommandDone,
                        Service = Guid.TryParseExact(args.Text("service"), "D", out var service) ? service : throw new ArgumentException($"service is '{args.Text("service")}'; expected a UUID in 8-4-4-4-12 form."),
                        Cid = (uint)args.Number("cid", 0),
                        Operation = MbimCommandType.Set,
                        Status = MbimStatus.Success,
                    },
                    Set("radio-lock", "off")),
            ],
        },
        new()
        {
            Id = "M21-fcc-lock-returns",
            Title = "The FCC lock returns after a SIM change or a sleep",
            Sources = ["lenovo-wwan-unlock#86", "lenovo-wwan-unlock#41"],
            Seam = FaultSeam.State,
            Trigger = "The SIM is ejected, or the host opens the function again.",
            Behaviour = "RADIO_STATE off is notified, and turning the radio on has no effect, as in M20.",
            Reaction = "Unlocks again, instead of assuming that one unlock is permanent.",
            Parameters = [Text("mode", "ignores", "ignores or refuses")],
            Test = "ModemFaultTestsOfRadios.M21_the_lock_is_back_after_another_sim_or_a_sleep",
            Make = args =>
            [
                Rule("M21-sim", new StateTrigger([new StateCondition("sim", "simNotInserted")]), Set("radio-lock", args.Choice("mode", "ignores", "refuses"))),
                Rule("M21-open", On(MbimMessageType.Open), Set("radio-lock", args.Text("mode"))) with { Skip = 1 },
            ],
        },
        new()
        {
            Id = "M22-slow-radio",
            Title = "The radio switches slowly",
            Sources = ["ModemManager 0284daf8"],
            Seam = FaultSeam.Message,
            Trigger = "RADIO_STATE set.",
            Behaviour = "The radio switches, and the answer is sent, after the delay; queries meanwhile report the old state.",
            Reaction = "Waits longer than for other commands.",
            Parameters = [Times(0), Duration("delay", "15s", "how long it takes")],
            Test = "ModemFaultTestsOfRadios.M22_the_radio_takes_its_time",
            Make = args => [Rule("M22", Commands(BasicConnect.RadioState, MbimCommandType.Set), Late(args.Duration("delay"))) with { Times = args.Times("times") }],
        },
        new()
        {
            Id = "M63-wrong-capabilities",
            Title = "DEVICE_CAPS has the wrong cellular class",
            Sources = ["ModemManager 2034918d", "ModemManager 38f6e4ee"],
            Seam = FaultSeam.Answer,
            Trigger = "DEVICE_CAPS query.",
            Behaviour = "CellularClass is NONE, only CDMA, or both, on a GSM modem.",
            Reaction = "Enables the modem anyway.",
            Parameters = [Text("class", "none", "none, cdma or both")],
            Test = "ModemFaultTestsOfRadios.M63_the_capabilities_have_the_wrong_class",
            Make = args =>
            [
                Rule(
                    "M63",
                    Answers(BasicConnect.DeviceCaps) with { Status = MbimStatus.Success },
                    Change((nameof(DeviceCapsInfo.CellularClass), args.Choice("class", "none", "cdma", "both") is "both" ? "gsm|cdma" : args.Text("class")))),
            ],
        },
    ];
}
