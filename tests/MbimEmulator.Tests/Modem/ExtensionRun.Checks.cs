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
    private bool _mayBeWokenByPacket;

    private void AskOnce()
    {
        for (var slot = 0; slot < ExtensionModel.Slots; slot++)
        {
            _told[$"{Slot}{slot}"] = $"{Bench.Query(MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest { SlotIndex = (uint)slot }).Success.State}";
        }

        _told[LteAttachInfo] = Ask(MsBasicConnectExtensions.LteAttachInfo.Number);
        _told[LocationInfo] = Ask(MsBasicConnectExtensions.LocationInfoStatus.Number);
        for (var session = 0u; session <= ExtensionModel.MaxSessions; session++)
        {
            _told[$"{Pco}{session}"] = AskPco(session);
        }

        _told[RfimLine] = Frequencies();
        _told.Remove(NitzLine);
        _told[TransmissionLine] = $"{Transmission()}";
        Bench.NotifiedContexts.Clear();
        Bench.Notified["PACKET_SERVICE"] = Bench.Query(BasicConnect.PacketService).Success;
        Bench.Notified["RADIO_STATE"] = Bench.Query(BasicConnect.RadioState).Success;
        Bench.Notified["SUBSCRIBER_READY_STATUS"] = Bench.Query(BasicConnect.SubscriberReadyStatus).Success;
        Bench.Notified["REGISTER_STATE"] = Registration();
    }

    private string Ask(uint cid)
    {
        Same(Bench.Raw(MsBasicConnectExtensions.Id, cid, MbimCommandType.Query, [], out var buffer), MbimStatus.Success);
        return Convert.ToHexStringLower(buffer);
    }

    private void Listen()
    {
        var notifications = Bench.Transcript.Where(line => !line.Contains(" done ", StringComparison.Ordinal));
        foreach (var line in notifications.Where(line => line.StartsWith(Slot, StringComparison.Ordinal) || line.StartsWith("MS ", StringComparison.Ordinal) || line.StartsWith(RfimLine, StringComparison.Ordinal)))
        {
            Assert.That(_isListening && (!line.StartsWith(RfimLine, StringComparison.Ordinal) || _model.IsRfimActive || _wasRfimActive), $"{line}; {Story}");
            var value = line.LastIndexOf(' ');
            var of = line.StartsWith(PcoLine, StringComparison.Ordinal) ? $"{Pco}{SessionOf(line[(value + 1)..])}" : line[..value];
            _told[of] = of == RfimLine ? FrequenciesIn(line[(value + 1)..])
                : of == TransmissionLine ? $"{StateIn(line[(value + 1)..])}"
                : line[(value + 1)..];
        }
    }

    private void Check()
    {
        CheckCards();
        CheckNetwork();
        CheckSessions();
        if (_step % 2 == 0)
        {
            CheckSettings();
        }
        else
        {
            CheckVersion();
        }

        CheckServices();
        CheckTransmission();
        CheckTold();
    }

    private void CheckCards()
    {
        Same(Bench.Query(MsBasicConnectExtensions.DeviceSlotMappings).Success.SlotMap[0].Slot, (uint)_model.Mapped);
        for (var slot = 0; slot < ExtensionModel.Slots; slot++)
        {
            Same(Bench.Query(MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest { SlotIndex = (uint)slot }).Success.State, _model.SlotState(slot), $"slot {slot}");
        }

        var ready = Bench.Query(BasicConnect.SubscriberReadyStatus).Success;
        Same((ready.ReadyState, ready.SimIccId), (_model.Ready, _model.IccId));
    }

    private void CheckNetwork()
    {
        var registration = Registration();
        Same((registration.RegisterState, registration.ProviderId, registration.NwError), (_model.Registration, _model.Provider ?? "", _model.RegistrationError));
        var location = Bench.Query(MsBasicConnectExtensions.LocationInfoStatus).Success;
        if (_model.Provider is null)
        {
            Same((location.LocationAreaCode, location.TrackingAreaCode), (uint.MaxValue, uint.MaxValue));
            return;
        }

        var signal = Bench.Query(BasicConnect.SignalState).Success;
        Same(signal.Rssi == 99, _model.IsInLte && _model.Version >= MbimExVersion.V2, "RSSI beside RSRP");
        if (_model.Provider == ExtensionModel.Home)
        {
            Same((location.LocationAreaCode, location.TrackingAreaCode, location.CellId), _model.Location);
            var stations = Bench.Query(MsBasicConnectExtensions.BaseStationsInfo, new BaseStationsQuery { MaxLteCount = 15, MaxUmtsCount = 15 }).Success;
            Same((stations.LteServingCell?.CellId, stations.UmtsServingCell?.CellId), _model.IsInLte ? (_model.Location.Cell, (uint?)null) : ((uint?)null, _model.Location.Cell));
        }
    }

    private void CheckSettings()
    {
        var attach = Bench.Query(MsBasicConnectExtensions.LteAttachConfiguration);
        Same(attach.Status, _model.SimStatus);
        var contexts = Bench.Query(MsBasicConnectExtensions.ProvisionedContexts);
        Same(contexts.Status, _model.SimStatus);
        if (_model.SimStatus == MbimStatus.Success)
        {
            Assert.That(attach.Value.Configurations.Select(context => (context.AccessString, context.IpType)), Is.EqualTo(_model.AttachContexts), Story);
            Assert.That(
                contexts.Value.ProvisionedContexts.Where(context => context.ContextType == ContextTypes.Mms)
                    .Select(context => new ModelContext(context.AccessString, context.State == ContextState.Enabled, context.Roaming, context.MediaType)),
                Is.EqualTo(_model.Mms is { } mms ? [mms] : Array.Empty<ModelContext>()), Story);
        }

        var denied = Bench.Query(MsBasicConnectExtensions.NetworkDenylist).Success;
        Assert.That(denied.Providers, Is.EquivalentTo(_model.Denied), Story);
        Same(denied.DenylistState, _model.DenylistState);
        var sar = Bench.Query(MsSar.Config).Success;
        Same((sar.Mode, sar.BackoffState, sar.ConfigStates[1].BackoffIndex), _model.Sar ?? (Profile.Sar.Mode, Profile.Sar.Backoff, Profile.Sar.Antennas[1].BackoffIndex));
    }

    // Each answer is read strictly with the layout of the version; these have others, or are not there.
    private void CheckVersion()
    {
        var bands = Bench.Query(MsBasicConnectExtensions.DeviceCaps).Success.LteBandClass;
        Same(bands, _model.IsNewest ? Profile.Capabilities.LteBands : []);
        Bench.Raw(BasicConnect.Id, BasicConnect.PacketService.Number, MbimCommandType.Query, [], out var packet);
        Assert.That(packet, Has.Length.EqualTo(_model.Version switch { MbimExVersion.V1 => 28, MbimExVersion.V2 => 32, _ => 44 }), Story);
        var since = _model.IsNewest ? MbimStatus.Success : MbimStatus.NoDeviceSupport;
        var parameters = Bench.Query(MsBasicConnectExtensions.RegistrationParameters);
        Same((parameters.Status, Bench.Query(MsBasicConnectExtensions.ModemConfiguration).Status), (since, since));
        Assert.That(!_model.IsNewest || parameters.Value.MicoMode == (_model.MicoMode ?? Profile.FiveG.MicoMode), Story);
        var wake = Bench.Query(MsBasicConnectExtensions.WakeReason);
        if (_mayBeWokenByPacket && wake is { Status: MbimStatus.Success, Value.WakeType: WakeType.Packet })
        {
            return;
        }

        Same(wake.Status, !_model.IsNewest ? MbimStatus.NoDeviceSupport : _model.IsWoken ? MbimStatus.Success : MbimStatus.Failure);
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
            Same(_told[$"{Slot}{slot}"], $"{_model.SlotState(slot)}", $"told of slot {slot}");
        }

        Same(_told[LteAttachInfo], Ask(MsBasicConnectExtensions.LteAttachInfo.Number), "told of the attach");
        if (_model.Provider == ExtensionModel.Home)
        {
            // The areas are told, and not that they are unknown or that the cell alone is another.
            Same(_told[LocationInfo][..16], Ask(MsBasicConnectExtensions.LocationInfoStatus.Number)[..16], "told of the area");
        }

        Same(((SubscriberReadyInfo)Bench.Notified["SUBSCRIBER_READY_STATUS"]).ReadyState, _model.Ready, "told");
        Same((RegistrationStateInfo)Bench.Notified["REGISTER_STATE"], Registration(), "told");
        CheckToldSessions();
        CheckToldServices();
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
}
