using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>What the modem says of signal and cells.</content>
internal static partial class ModemFaults
{
    private const string Never = "4294967295";

    private static IEnumerable<FaultDefinition> Signals =>
    [
        new()
        {
            Id = "M30-rssi-unknown",
            Title = "RSSI is unknown, RSRP is known",
            Sources = ["ModemManager d6aa7273"],
            Seam = FaultSeam.Answer,
            Trigger = "SIGNAL_STATE, queried or notified, when MBIMEx 2.0 or later has been agreed on.",
            Behaviour = "Rssi is 99; the signal is in the list of RSRP and SNR.",
            Reaction = "Derives the signal from RSRP.",
            Test = "ModemFaultTestsOfSignals.M30_rssi_is_not_known_and_rsrp_is",
            Make = _ => Says(
                "M30",
                BasicConnect.SignalState,
                [new FieldPattern(nameof(SignalStateInfo.RsrpSnr), FieldComparison.Exists, "")],
                Change((nameof(SignalStateInfo.Rssi), "99"))),
        },
        new()
        {
            Id = "M31-signal-thresholds-ignored",
            Title = "The signal is not notified, whatever was configured",
            Sources = ["ModemManager 1d43bb0d", "ModemManager 1564b54c", "Fibocom FM350"],
            Seam = FaultSeam.State,
            Trigger = "SIGNAL_STATE set.",
            Behaviour = "The answer has 0 for the interval and the thresholds, and the modem notifies only when the signal is lost or back.",
            Reaction = "Detects that its thresholds were not applied, and polls the signal.",
            Test = "ModemFaultTestsOfSignals.M31_the_signal_is_not_notified",
            Make = _ =>
            [
                Rule("M31-set", Commands(BasicConnect.SignalState, MbimCommandType.Set), Reports(Never)),
                .. Says("M31", BasicConnect.SignalState, [Is(nameof(SignalStateInfo.RssiThreshold), Never)], Reports("0")),
            ],
        },
        new()
        {
            Id = "M32-data-class-mask",
            Title = "Several data classes are set at once, one of them unknown",
            Sources = ["ModemManager 1a133dca"],
            Seam = FaultSeam.Answer,
            Trigger = "REGISTER_STATE, queried or notified, while the modem is registered.",
            Behaviour = "AvailableDataClasses has several bits set, such as LTE and 5G NSA, and an undefined one.",
            Reaction = "Checks each bit, and ignores the ones that it does not know.",
            Parameters = [new("dataClass", FaultParameterKind.Number, "0x260", "AvailableDataClasses")],
            Test = "ModemFaultTestsOfSignals.M32_the_data_classes_are_several_and_one_is_unknown",
            Make = args => Says(
                "M32",
                BasicConnect.RegisterState,
                [new FieldPattern(nameof(RegistrationStateInfo.AvailableDataClasses), FieldComparison.NotEqual, "none")],
                Change((nameof(RegistrationStateInfo.AvailableDataClasses), args.Digits("dataClass", int.MinValue)))),
        },
    ];

    private static ChangeAction Reports(string value) => Change(
        (nameof(SetSignalState.SignalStrengthInterval), value), (nameof(SetSignalState.RssiThreshold), value), (nameof(SetSignalState.ErrorRateThreshold), value));
}
