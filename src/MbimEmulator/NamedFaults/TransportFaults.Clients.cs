using MbimEmulator.Changes;
using MbimEmulator.Scenarios;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.ProxyControlService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>What a function and its hosts agree on: services, subscriptions, versions.</content>
internal static partial class TransportFaults
{
    private static IEnumerable<FaultDefinition> Clients =>
    [
        new()
        {
            Id = "T46-subscribe-list-lost",
            Title = "The notification subscription list is not stored",
            Sources = ["libmbim aa5e4ee", "libmbim ecd188f", "libmbim 8f491a2"],
            Seam = FaultSeam.Message,
            Trigger = "DEVICE_SERVICE_SUBSCRIBE_LIST set.",
            Behaviour = "The modem uses an empty list instead, which also replaces the standard notifications: it answers SUCCESS with an empty list, and sends no notifications.",
            Reaction = "Compares the list in the answer with its own, and always sends the complete list, including the standard services; sends it again after each OPEN.",
            Parameters = [Times(1)],
            Test = "ClientFaultTests.T46_the_list_of_notifications_is_not_kept",
            Make = args =>
            [
                Rule(
                    "T46",
                    On(MbimMessageType.Command, BasicConnect.DeviceServiceSubscribeList, MbimCommandType.Set),
                    new ChangeAction(Fields((nameof(DeviceServiceSubscribeList.Events), new FieldValue.List([]))))) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "T47-no-device-services",
            Title = "DEVICE_SERVICES lists nothing, and VERSION is missing",
            Sources = ["libmbim open sequence"],
            Seam = FaultSeam.Answer,
            Trigger = "DEVICE_SERVICES query, and VERSION query of MS Basic Connect Extensions.",
            Behaviour = "DEVICE_SERVICES is answered with an empty list, VERSION with NO_DEVICE_SUPPORT.",
            Reaction = "Reports what is missing, or stays at MBIM 1.0.",
            Test = "ClientFaultTests.T47_no_services_are_listed_and_version_is_missing",
            Make = _ =>
            [
                Rule(
                    "T47-services",
                    On(MbimMessageType.CommandDone, BasicConnect.DeviceServices),
                    new ChangeAction(Fields((nameof(DeviceServicesInfo.DeviceServices), new FieldValue.List([]))))),
                Rule(
                    "T47-version",
                    On(MbimMessageType.Command, MsBasicConnectExtensions.Version),
                    new AnswerAction { Status = MbimStatus.NoDeviceSupport }),
            ],
        },
        new()
        {
            Id = "T48-version-raised-by-another-client",
            Title = "Another client raises the MBIMEx version",
            Sources = ["libmbim baa6641", "libmbim d94fb7a"],
            Seam = FaultSeam.State,
            Trigger = "After a COMMAND, another client of a proxy agrees on a version with the modem.",
            Behaviour = "VERSION of Proxy Control is notified, and all later buffers have the newer layout.",
            Reaction = "Handles the notification, and parses the newer layout.",
            Parameters = OfCommands(1, Text("version", "3.0", "1.0, 2.0 or 3.0")),
            Test = "ClientFaultTests.T48_another_client_raises_the_version",
            Make = args =>
            [
                CommandRule(
                    "T48",
                    args,
                    new SetAction(ModemChange.Of("agree-version", args.Choice("version", "1.0", "2.0", "3.0")), TimeSpan.Zero),
                    Indication(ProxyControl.Version) with
                    {
                        Fields = Fields(
                            (nameof(ProxyVersion.MbimVersion), new FieldValue.Scalar("0x0100")),
                            (nameof(ProxyVersion.MbimExtendedVersion), new FieldValue.Scalar($"0x0{args.Text("version")[0]}00"))),
                    }),
            ],
        },
    ];
}
