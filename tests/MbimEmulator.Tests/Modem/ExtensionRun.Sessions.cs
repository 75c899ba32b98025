using System.Buffers.Binary;
using System.Globalization;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Modem;

/// <content>The packet service and the contexts: what hosts and the network do to them, and what has to be so behind each step.</content>
internal sealed partial class ExtensionRun
{
    private const string Pco = "PCO ";

    private static readonly string PcoLine = $"{Extension}{MsBasicConnectExtensions.Pco.Number} ";
    private static readonly ContextIpType[] IPTypes = [ContextIpType.Default, ContextIpType.IPv4, ContextIpType.IPv6, ContextIpType.IPv4v6, ContextIpType.IPv4AndIPv6];
    private static readonly string[] AccessStrings = ["internet", "lte.home", "lte0.0", "lte1.1", "lte2.2", "mms0", "mms1", "", "", ExtensionModel.Loopback];
    private static readonly Guid UnknownType = new("a1b2c3d4-0000-4000-8000-000000000001");

    // A loopback needs no network.
    private bool _isConnectingLoopback;

    private SetConnect SomeActivation()
    {
        var type = _random.Next(20) == 0 ? UnknownType : _random.Next(3) == 0 ? ContextTypes.Mms : ContextTypes.Internet;
        var accessString = _model.Bearer is { } bearer && _random.Next(3) == 0 ? bearer.AccessString
            : type == ContextTypes.Mms && _random.Next(2) == 0 ? ""
            : AccessStrings[_random.Next(AccessStrings.Length)];
        var sessionId = _random.Next(20) == 0 ? ExtensionModel.MaxSessionId + 1 : (uint)_random.Next(ExtensionModel.MaxSessions + 1);
        return ModemBench.Activation(sessionId, accessString, IPTypes[_random.Next(IPTypes.Length)]) with { ContextType = type };
    }

    private void Connect()
    {
        var request = SomeActivation();
        var isThere = _model.Sessions.ContainsKey(request.SessionId);
        _isConnectingLoopback = request.AccessString == ExtensionModel.Loopback;
        var reply = Bench.SetAndWait(BasicConnect.Connect, request);
        _isConnectingLoopback = false;
        var (status, error) = _model.Connect(request);
        Same(reply.Status, status, $"{request}");
        Tried($"connect {status}");
        if (status == MbimStatus.InvalidParameters)
        {
            Assert.That(reply.Length, Is.Zero, Story);
            return;
        }

        Same(reply.Value.NwError, error, $"{request}");
        if (status == MbimStatus.Success && !isThere)
        {
            AssertOrderOfActivation(request.SessionId);
            Tried(_model.Sessions[request.SessionId].HasBearer ? "bearer" : "activated");
            if (_random.Next(6) == 0)
            {
                EndByNetwork();
            }
        }
    }

    private bool EndByNetwork()
    {
        if (_model.Sessions.FirstOrDefault(session => !session.Value.IsLoopback) is not { Value: not null } ended)
        {
            return false;
        }

        Bench.Change("deactivate", $"{ended.Key}", "38");
        _model.Disconnect(ended.Key);
        Tried("ended by the network");
        return true;
    }

    // The answer, then what a host that has subscribed is told.
    private void AssertOrderOfActivation(uint sessionId)
    {
        string[] expected = !_isListening ? [] : [$"CONNECT {sessionId} Activated", $"IP_CONFIGURATION {sessionId}", .. _model.Sessions[sessionId].Pco.Length > 0 ? [PcoLine] : Array.Empty<string>()];
        var answer = Bench.Transcript.IndexOf("CONNECT done Success");
        Assert.That(Bench.Transcript.Skip(answer + 1).Zip(expected).All(pair => pair.First.StartsWith(pair.Second, StringComparison.Ordinal)), $"{string.Join(" | ", Bench.Transcript)}; {Story}");
        Assert.That(Bench.Transcript, Has.Count.EqualTo(answer + 1 + expected.Length), Story);
    }

    private void Disconnect()
    {
        if (_random.Next(2) == 0 && EndByNetwork())
        {
            return;
        }

        var sessionId = _random.Next(20) == 0 ? ExtensionModel.MaxSessionId + 1 : (uint)_random.Next(ExtensionModel.MaxSessions + 1);
        var reply = Bench.Disconnect(sessionId);
        Same(reply.Status, _model.Disconnect(sessionId));
        Tried($"disconnect {reply.Status}");
    }

    // The activation that is under way is answered with what the modem has lost.
    private void LoseWhileActivating()
    {
        var request = SomeActivation();
        if (_model.Refusal(request) is not null || request.AccessString == ExtensionModel.Loopback)
        {
            return;
        }

        var reply = Bench.Set(BasicConnect.Connect, request);
        Bench.Advance(30);
        Assert.That(reply.Status, Is.Null, Story);
        Same(Bench.Query(BasicConnect.Connect, new ConnectQuery { SessionId = request.SessionId }).Success.ActivationState, ActivationState.Activating);
        var (cause, status, lose) = new (string, MbimStatus, Action)[]
        {
            ("radio", MbimStatus.RadioPowerOff, () => { Bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off }).AssertDone(); _model.SetRadio(false); }),
            ("coverage", MbimStatus.NotRegistered, () => { Bench.Change("lose-coverage"); _model.SetCoverage(false); }),
            ("detach", MbimStatus.PacketServiceDetached, () => { Bench.SetAndWait(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Detach }).AssertDone(); _model.Detach(); }),
            ("SIM", MbimStatus.SimNotInserted, () => { Bench.Change("eject-sim"); _model.Changed(_model.Mapped, "eject-sim"); }),
            ("slot", MbimStatus.NotInitialized, () => { Bench.Change("switch-slot", "3"); _model.Switch(3); }),
            ("disconnect", MbimStatus.Failure, () => { _model.TakeSlot(request); Bench.Disconnect(request.SessionId).AssertDone(); }),
        }[_random.Next(6)];
        lose();
        Bench.Advance(Settled);
        Same(reply.Status, status);
        Tried($"lost: {cause}");
    }

    private void Attach()
    {
        var reply = Bench.SetAndWait(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Attach });
        Same(reply.Status, _model.Attach());
        Tried($"attach {reply.Status}");
    }

    private void Detach()
    {
        if (_random.Next(2) == 0)
        {
            Bench.SetAndWait(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Detach }).AssertDone();
            _model.Detach();
        }
        else if (_model.IsAttached)
        {
            Bench.Change("detach", "10");
            _model.Detach(NwError.ImplicitlyDetached);
            Tried("detached by the network");
        }
    }

    // What the network gives and refuses from now on; what is active stays as it is.
    private void ChangeNetwork()
    {
        var versions = new[] { "both", "both", "ipv4", "ipv6" }[_random.Next(4)];
        Bench.Change("ip-versions", versions);
        _model.Versions = (versions != "ipv6", versions != "ipv4");
        var (name, error) = (new[] { "internet", "lte.home", "lte0.0", "lte1.1", "*" }[_random.Next(5)], _random.Next(3) == 0 ? NwError.RequestedServiceOptionNotSubscribed : NwError.None);
        Bench.Change("access-string", name, ((uint)error).ToString(CultureInfo.InvariantCulture));
        _model.Refuse(name, error);
    }

    private void SendPco()
    {
        if (_model.Sessions.FirstOrDefault(session => !session.Value.IsLoopback) is { Value: { } session } entry)
        {
            session.Pco = $"80000d0408{_random.Next(256):x2}";
            Bench.Change("pco", $"{entry.Key}", session.Pco);
            Tried("PCO");
        }
    }

    private void CheckSessions()
    {
        var service = Bench.Query(BasicConnect.PacketService).Success;
        Same((service.PacketServiceState, service.NwError), (_model.IsAttached ? PacketServiceState.Attached : PacketServiceState.Detached, _model.ServiceError));
        Same(service.HighestAvailableDataClass.HasFlag(DataClassV3.Lte), _model.IsAttached && _model.IsInLte);
        var lte = Bench.Query(MsBasicConnectExtensions.LteAttachInfo).Success;
        Same(
            (lte.LteAttachState == LteAttachState.Attached, lte.AccessString, lte.IpType, lte.NwError),
            (_model.Bearer is not null, _model.Bearer?.AccessString ?? "", _model.Bearer?.Type ?? ContextIpType.Default, _model.IsNewest ? _model.LteError : NwError.None));
        CheckSession((uint)(_step % (ExtensionModel.MaxSessions + 1)));
        foreach (var session in _model.Sessions.Keys)
        {
            CheckSession(session);
        }
    }

    private void CheckSession(uint id)
    {
        var session = _model.Sessions.GetValueOrDefault(id);
        var info = Bench.Query(BasicConnect.Connect, new ConnectQuery { SessionId = id }).Success;
        Same(
            (info.ActivationState, info.IpType, info.ContextType, info.NwError),
            session is null
                ? (ActivationState.Deactivated, ContextIpType.Default, ContextTypes.None, NwError.None)
                : (ActivationState.Activated, session.Type, session.Request.ContextType, session.Error), $"session {id}");
        Same(info.AccessString, _model.IsNewest ? session?.Request.AccessString ?? "" : "", $"session {id}");
        Same(OptionsIn(AskPco(id)), session?.Pco ?? "", $"session {id}");
        var addresses = Bench.Query(BasicConnect.IpConfiguration, new IPConfigurationInfo { SessionId = id });
        Same(addresses.Status, session is null ? MbimStatus.ContextNotActivated : MbimStatus.Success, $"session {id}");
        if (session is not null)
        {
            var (has4, has6) = (ExtensionModel.Has4(session.Type), ExtensionModel.Has6(session.Type));
            Assert.That(addresses.Value.IPv4Address.Select(address => address.Address.Value), Is.EqualTo(has4 ? [Profile.Contexts.IPv4!.Address.Value + (uint)session.Slot] : Array.Empty<uint>()), $"session {id}; {Story}");
            Assert.That(addresses.Value.IPv6Address.Select(address => address.Address.Value), Is.EqualTo(has6 ? [Profile.Contexts.IPv6!.Address.Value + (uint)session.Slot] : Array.Empty<UInt128>()), $"session {id}; {Story}");
            Same((addresses.Value.IPv4Gateway.HasValue, addresses.Value.IPv6Gateway.HasValue), (has4, has6), $"session {id}");
        }
    }

    private void CheckToldSessions()
    {
        // That a network error is no longer the last one is not told.
        var service = Bench.Query(BasicConnect.PacketService).Success;
        Same((PacketServiceInfo)Bench.Notified["PACKET_SERVICE"] with { NwError = service.NwError }, service, "told");
        for (var id = 0u; id <= ExtensionModel.MaxSessions; id++)
        {
            var told = Bench.NotifiedContexts.GetValueOrDefault(id);
            var session = _model.Sessions.GetValueOrDefault(id);
            Same(told?.ActivationState == ActivationState.Activated, session is not null, $"told of session {id}");
            if (session is not null)
            {
                Same((told!.IpType, told.NwError), (session.Type, session.Error), $"told of session {id}");
                Assert.That(session.Pco.Length == 0 || _told[$"{Pco}{id}"] == AskPco(id), $"told of the PCO of session {id}; {Story}");
            }
        }
    }

    // Whatever is carried is told behind what carries it, and its end before that.
    private void AssertToldPossible()
    {
        var registered = (RegistrationStateInfo)Bench.Notified["REGISTER_STATE"];
        var isReady = ((SubscriberReadyInfo)Bench.Notified["SUBSCRIBER_READY_STATUS"]).ReadyState == SubscriberReadyState.Initialized
            && (RadioStateInfo)Bench.Notified["RADIO_STATE"] is { SwRadioState: RadioSwitchState.On };
        Assert.That(registered.RegisterState == RegisterState.Deregistered || isReady, $"told of a registration without ground; {Story}");
        var isAttached = (PacketServiceInfo)Bench.Notified["PACKET_SERVICE"] is { PacketServiceState: PacketServiceState.Attached };
        Assert.That(!isAttached || registered.ProviderId.Length > 0, $"told of an attachment without registration; {Story}");
        foreach (var (id, context) in Bench.NotifiedContexts)
        {
            var isLoopback = _isConnectingLoopback || _model.Sessions.GetValueOrDefault(id) is { IsLoopback: true };
            Assert.That(context.ActivationState != ActivationState.Activated || isAttached || isLoopback, $"told of a context without attachment; {Story}");
        }
    }

    private string AskPco(uint session)
    {
        var request = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(request, session);
        Same(Bench.Raw(MsBasicConnectExtensions.Id, MsBasicConnectExtensions.Pco.Number, MbimCommandType.Query, request, out var buffer), MbimStatus.Success);
        return Convert.ToHexStringLower(buffer);
    }

    private static string OptionsIn(string pco) => pco.Substring(24, 2 * Convert.FromHexString(pco.AsSpan(8, 2))[0]);

    private static uint SessionOf(string pco) => BinaryPrimitives.ReadUInt32LittleEndian(Convert.FromHexString(pco.AsSpan(0, 8)));
}
