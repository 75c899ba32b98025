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
            Title = "The list of notifications is not kept",
            Sources = ["libmbim aa5e4ee", "libmbim ecd188f", "libmbim 8f491a2"],
            Seam = FaultSeam.Message,
            Trigger = "DEVICE_SERVICE_SUBSCRIBE_LIST set.",
            Behaviour = "The modem takes an empty list instead, which replaces the standard notifications too: SUCCESS with an empty list, and no notification comes.",
            Reaction = "Compares the list in the answer with its own, and always sends the full list, the standard services included; again after each OPEN.",
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
            Behaviour = "DEVICE_SERVICES is answered with no elements, VERSION with NO_DEVICE_SUPPORT.",
            Reaction = "Says what is missing, or stays at MBIM 1.0.",
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
            Trigger = "A COMMAND has come; behind it, another client of a proxy agrees on a version with the modem.",
            Behaviour = "VERSION of Proxy Control is notified, and from then on buffers have the newer layout.",
            Reaction = "Follows the notification, and reads the newer layout.",
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
