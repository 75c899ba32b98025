using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.IntelFirmwareUpdateService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Modem;

/// <content>The modem starts again, in the midst of something, and its host comes back ("Power" of docs/choices.md).</content>
internal sealed partial class ExtensionRun
{
    private const int ResetTime = 100;

    private void StartAgain()
    {
        var (name, start) = new (string, Action)[]
        {
            ("DEVICE_RESET", () => LeaveByCommand(() => Bench.Set(MsBasicConnectExtensions.DeviceReset, default).AssertDone())),
            ("MODEM_REBOOT", () => LeaveByCommand(() => Bench.Set(IntelFirmwareUpdate.ModemReboot, default).AssertDone())),
            ("power off", () => LeaveByCommand(() => Bench.Set(IntelFirmwareUpdate.ModemReboot, new SetModemReboot { BootMode = IntelBootMode.PowerOff }).AssertDone())),
            ("power-cycle", () => Leave(() => Bench.Change("power-cycle"))),
            ("remove", () => Leave(() => Bench.Change("remove"))),
            ("recover", RecoverByItself),
        }[_random.Next(6)];
        start();
        Tried($"start again: {name}");
    }

    // The answer comes first, then a time in which the modem works as ever.
    private void LeaveByCommand(Action command)
    {
        command();
        Same(Bench.Set(MsBasicConnectExtensions.DeviceReset, default).Status, MbimStatus.Busy);
        Bench.Advance(ResetTime - 10);
        Leave(() => Bench.Advance(10));
    }

    // What is under way is lost with the connection.
    private void Leave(Action leave)
    {
        var begun = BeginSomething();
        Same(Bench.CloseReason, null);
        leave();
        Assert.That(Bench.CloseReason, Is.Not.Null, Story);
        Same(begun?.Answer(), null, "an answer to another session");
        Bench.Advance(_random.Next(2) * Settled);
        if (!Bench.Group.IsPluggedIn)
        {
            Bench.Change("insert");
        }

        Bench.Reconnect();
        _model.Restarted();
        _mayBeWokenByPacket = false;
        OpenAt(Versions[_random.Next(Versions.Length)], subscribes: _random.Next(4) > 0);
    }

    // The MBIM session stays, and what was under way is answered.
    private void RecoverByItself()
    {
        var begun = BeginSomething();
        Bench.Change("recover");
        _model.Recovered();
        Bench.Advance(Settled);
        Same(begun?.Answer(), begun?.Recovered);
    }

    // Something that takes longer than the modem has left; null where it is answered at once.
    private (Func<MbimStatus?> Answer, MbimStatus Recovered)? BeginSomething()
    {
        var request = SomeActivation();
        switch (_random.Next(4))
        {
            case 0:
                var mapping = Bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, new DeviceSlotMappings { SlotMap = [new() { Slot = (uint)((_model.Mapped + 1) % ExtensionModel.Slots) }] });
                Tried("begun: slot");
                return (() => mapping.Status, MbimStatus.Failure);
            case 1 when _model.Refusal(request) is null && request.AccessString != ExtensionModel.Loopback:
                var connect = Bench.Set(BasicConnect.Connect, request);
                Tried("begun: context");
                return (() => connect.Status, MbimStatus.NotInitialized);
            case 2 when _model.IsRadioOn:
                var scan = Bench.Query(BasicConnect.VisibleProviders, new VisibleProvidersQuery());
                Tried("begun: scan");
                return (() => scan.Status, MbimStatus.Failure);
            case 3 when _model.IsAttached:
                var detach = Bench.Set(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Detach });
                Tried("begun: detach");
                return (() => detach.Status, MbimStatus.Success);
            default:
                return null;
        }
    }
}
