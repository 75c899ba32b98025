using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Tests.Modem;

/// <content>What has to be so behind each step.</content>
internal sealed partial class ExtensionRun
{
    private const string Extension = "MS Basic Connect Extensions ";
    private const string Slot = "SLOT_INFO_STATUS ";

    private static readonly string LteAttachInfo = $"{Extension}{MsBasicConnectExtensions.LteAttachInfo.Number}";
    private static readonly string LocationInfo = $"{Extension}{MsBasicConnectExtensions.LocationInfoStatus.Number}";

    // What a host knows that has asked when it opened the function, and listened from then on.
    private readonly Dictionary<string, string> _told = [];
    private bool _isListening;

    private void AskOnce()
    {
        for (var slot = 0; slot < ExtensionModel.Slots; slot++)
        {
            _told[$"{Slot}{slot}"] = $"{Bench.Query(MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest { SlotIndex = (uint)slot }).Success.State}";
        }

        _told[LteAttachInfo] = Ask(MsBasicConnectExtensions.LteAttachInfo.Number);
        _told[LocationInfo] = Ask(MsBasicConnectExtensions.LocationInfoStatus.Number);
        Bench.Notified["SUBSCRIBER_READY_STATUS"] = Bench.Query(BasicConnect.SubscriberReadyStatus).Success;
        Bench.Notified["REGISTER_STATE"] = Registration();
    }

    private string Ask(uint cid)
    {
        Assert.That(Bench.Raw(MsBasicConnectExtensions.Id, cid, MbimCommandType.Query, [], out var buffer), Is.EqualTo(MbimStatus.Success), Story);
        return Convert.ToHexStringLower(buffer);
    }

    private void Listen()
    {
        var notifications = Bench.Transcript.Where(line => !line.Contains(" done ", StringComparison.Ordinal));
        foreach (var line in notifications.Where(line => line.StartsWith(Slot, StringComparison.Ordinal) || line.StartsWith(Extension, StringComparison.Ordinal)))
        {
            Assert.That(_isListening, $"{line}; {Story}");
            var value = line.LastIndexOf(' ');
            _told[line[..value]] = line[(value + 1)..];
        }
    }

    private void Check()
    {
        CheckCards();
        CheckNetwork();
        CheckSettings();
        CheckVersion();
        CheckTold();
    }

    private void CheckCards()
    {
        Assert.That(Bench.Query(MsBasicConnectExtensions.DeviceSlotMappings).Success.SlotMap[0].Slot, Is.EqualTo(_model.Mapped), Story);
        for (var slot = 0; slot < ExtensionModel.Slots; slot++)
        {
            Assert.That(Bench.Query(MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest { SlotIndex = (uint)slot }).Success.State, Is.EqualTo(_model.SlotState(slot)), $"slot {slot}; {Story}");
        }

        var ready = Bench.Query(BasicConnect.SubscriberReadyStatus).Success;
        Assert.That((ready.ReadyState, ready.SimIccId), Is.EqualTo((_model.Ready, _model.IccId)), Story);
    }

    private void CheckNetwork()
    {
        Assert.That(Registration().ProviderId.Length > 0, Is.EqualTo(_model.IsRegistered), Story);
        var location = Bench.Query(MsBasicConnectExtensions.LocationInfoStatus).Success;
        if (IsAtHome())
        {
            Assert.That((location.LocationAreaCode, location.TrackingAreaCode, location.CellId), Is.EqualTo(_model.Location), Story);
            var signal = Bench.Query(BasicConnect.SignalState).Success;
            Assert.That(signal.Rssi == 99, Is.EqualTo(_model.IsInLte && _model.Version >= MbimExVersion.V2), $"RSSI beside RSRP; {Story}");
            var stations = Bench.Query(MsBasicConnectExtensions.BaseStationsInfo, new BaseStationsQuery { MaxLteCount = 15, MaxUmtsCount = 15 }).Success;
            Assert.That((stations.LteServingCell?.CellId, stations.UmtsServingCell?.CellId), Is.EqualTo(_model.IsInLte ? (_model.Location.Cell, (uint?)null) : ((uint?)null, _model.Location.Cell)), Story);
        }
        else if (!_model.IsRegistered)
        {
            Assert.That((location.LocationAreaCode, location.TrackingAreaCode), Is.EqualTo((uint.MaxValue, uint.MaxValue)), Story);
        }

        var isInLte = _model.IsRegistered && (_model.IsInLte || !IsAtHome());
        Assert.That(Bench.Query(MsBasicConnectExtensions.LteAttachInfo).Success.LteAttachState == LteAttachState.Attached, Is.EqualTo(isInLte), Story);
    }

    private void CheckSettings()
    {
        var attach = Bench.Query(MsBasicConnectExtensions.LteAttachConfiguration);
        Assert.That(attach.Status, Is.EqualTo(_model.SimStatus), Story);
        var contexts = Bench.Query(MsBasicConnectExtensions.ProvisionedContexts);
        Assert.That(contexts.Status, Is.EqualTo(_model.SimStatus), Story);
        if (_model.SimStatus == MbimStatus.Success)
        {
            Assert.That(attach.Value.Configurations.Select(context => context.AccessString), Is.EqualTo(_model.AttachAccessStrings), Story);
            Assert.That(contexts.Value.ProvisionedContexts.Where(context => context.ContextType == ContextTypes.Mms).Select(context => context.AccessString), Is.EqualTo(_model.Mms is { } mms ? [mms] : Array.Empty<string>()), Story);
        }

        Assert.That(Bench.Query(MsBasicConnectExtensions.NetworkDenylist).Success.Providers, Is.EquivalentTo(_model.Denied), Story);
        var sar = Bench.Query(MsSar.Config).Success;
        Assert.That((sar.BackoffState, sar.ConfigStates[0].BackoffIndex), Is.EqualTo(_model.Sar ?? (Profile.Sar.Backoff, Profile.Sar.Antennas[0].BackoffIndex)), Story);
    }

    // Each answer is read strictly with the layout of the version; these have others, or are not there.
    private void CheckVersion()
    {
        var bands = Bench.Query(MsBasicConnectExtensions.DeviceCaps).Success.LteBandClass;
        Assert.That(bands, Is.EqualTo(_model.IsNewest ? Profile.Capabilities.LteBands : []), Story);
        Bench.Raw(BasicConnect.Id, BasicConnect.PacketService.Number, MbimCommandType.Query, [], out var packet);
        Assert.That(packet, Has.Length.EqualTo(_model.Version switch { MbimExVersion.V1 => 28, MbimExVersion.V2 => 32, _ => 44 }), Story);
        var since = _model.IsNewest ? MbimStatus.Success : MbimStatus.NoDeviceSupport;
        var parameters = Bench.Query(MsBasicConnectExtensions.RegistrationParameters);
        Assert.That((parameters.Status, Bench.Query(MsBasicConnectExtensions.ModemConfiguration).Status), Is.EqualTo((since, since)), Story);
        Assert.That(!_model.IsNewest || parameters.Value.MicoMode == (_model.MicoMode ?? Profile.FiveG.MicoMode), Story);
        var wake = Bench.Query(MsBasicConnectExtensions.WakeReason);
        Assert.That(wake.Status, Is.EqualTo(!_model.IsNewest ? MbimStatus.NoDeviceSupport : _model.IsWoken ? MbimStatus.Success : MbimStatus.Failure), Story);
        Assert.That(wake.Status != MbimStatus.Success || wake.Value.WakeType == WakeType.CidIndication, Story);
    }

    private void CheckTold()
    {
        if (!_isListening)
        {
            return;
        }

        for (var slot = 0; slot < ExtensionModel.Slots; slot++)
        {
            Assert.That(_told[$"{Slot}{slot}"], Is.EqualTo($"{_model.SlotState(slot)}"), $"told of slot {slot}; {Story}");
        }

        Assert.That(_told[LteAttachInfo], Is.EqualTo(Ask(MsBasicConnectExtensions.LteAttachInfo.Number)), $"told of the attach; {Story}");
        if (IsAtHome())
        {
            // The areas are told, and not that they are unknown or that the cell alone is another.
            Assert.That(_told[LocationInfo][..16], Is.EqualTo(Ask(MsBasicConnectExtensions.LocationInfoStatus.Number)[..16]), $"told of the area; {Story}");
        }

        Assert.That(((SubscriberReadyInfo)Bench.Notified["SUBSCRIBER_READY_STATUS"]).ReadyState, Is.EqualTo(_model.Ready), $"told; {Story}");
        Assert.That(((RegistrationStateInfo)Bench.Notified["REGISTER_STATE"]).ProviderId, Is.EqualTo(Registration().ProviderId), $"told; {Story}");
    }

    // The SIM is let go before the answer; behind it the slot that was left, the other one, and then its SIM.
    private void AssertOrderOfSwitch(int left, int slot)
    {
        var answer = Bench.Transcript.IndexOf("DEVICE_SLOT_MAPPINGS done Success");
        int Last(string line) => Bench.Transcript.FindLastIndex(other => other.StartsWith(line, StringComparison.Ordinal));
        int First(string line) => Bench.Transcript.FindIndex(other => other.StartsWith(line, StringComparison.Ordinal));
        var (ofLeft, ofSlot, ready) = (First($"{Slot}{left}"), First($"{Slot}{slot}"), Last("SUBSCRIBER_READY_STATUS"));
        var story = $"{string.Join(" | ", Bench.Transcript)}; {Story}";
        Assert.That(ofLeft < 0 || ofLeft > answer, story);
        Assert.That(ofSlot < 0 || ofLeft < 0 || ofSlot > ofLeft, story);
        Assert.That(First("SUBSCRIBER_READY_STATUS") < answer, story);
        Assert.That(ofSlot < 0 || ready < 0 || ready < answer || ready > Last($"{Slot}{slot}"), story);
    }

    private RegistrationStateInfo Registration() => Bench.Query(BasicConnect.RegisterState).Success;

    private bool IsAtHome() => _model.IsRegistered && Registration().ProviderId == ExtensionModel.Home;
}
