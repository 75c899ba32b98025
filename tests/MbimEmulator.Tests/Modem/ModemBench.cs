using System.Buffers;
using MbimEmulator.Changes;
using MbimEmulator.Links;
using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Modem;

/// <summary>A host with the whole modem behind the function, on a virtual clock. Keeps the order of all that it received.</summary>
internal sealed class ModemBench
{
    private const int MaxControlTransfer = 4096;

    private readonly Dictionary<uint, Action<MbimStatus, byte[]>> _pending = [];
    private ModemLink _link;
    private MbimExVersion _version;
    private uint _transactionId;

    public ModemBench(
        ModemProfile? profile = null, MbimExVersion version = MbimExVersion.V1, ModemSnapshot? snapshot = null,
        Func<ModemGroupOptions, ModemGroupOptions>? configure = null)
    {
        _version = version;
        var chosen = profile ?? new ModemProfile();
        var options = new ModemGroupOptions
        {
            Profile = chosen with { Function = chosen.Function with { MaxExtendedVersion = version } },
            TimeProvider = Clock,
            Snapshot = snapshot,
        };
        Group = new ModemGroup(configure?.Invoke(options) ?? options);
        _link = Attach();
        Open();
    }

    public VirtualClock Clock { get; } = new();

    public ModemGroup Group { get; }

    public SimulatedModem Modem => Group.Modem;

    /// <summary>Answers and notifications in their order, such as "CONNECT done Success" and "REGISTER_STATE Home 00101".</summary>
    public List<string> Transcript { get; } = [];

    /// <summary>The newest notification of each CID, as a host sees the modem that never asks.</summary>
    public Dictionary<string, object> Notified { get; } = [];

    public Dictionary<uint, ConnectInfo> NotifiedContexts { get; } = [];

    /// <summary>Called with each transfer of the modem.</summary>
    public Action<ReadOnlySpan<byte>> TransferTaken { get; set; } = static _ => { };

    /// <summary>Called after each notification.</summary>
    public Action NotificationTaken { get; set; } = () => { };

    public static ModemBench Ready(
        ModemProfile? profile = null, MbimExVersion version = MbimExVersion.V1, Func<ModemGroupOptions, ModemGroupOptions>? configure = null)
    {
        var bench = new ModemBench(profile, version, configure: configure);
        bench.Advance(1000);
        Assert.That(bench.Modem.PacketService.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
        bench.Transcript.Clear();
        return bench;
    }

    /// <summary>Comes back with a new connection, after the modem has ended the one before.</summary>
    public void Reconnect()
    {
        Assert.That(_link.CloseReason, Is.Not.Null);
        _link.Detach("gone");
        _pending.Clear();
        _link = Attach();
        Open();
    }

    public string? CloseReason => _link.CloseReason;

    public void Open()
    {
        Send(writer => MbimMessageWriter.WriteOpen(writer, ++_transactionId, MaxControlTransfer));
        if (_version != MbimExVersion.V1)
        {
            Query(MsBasicConnectExtensions.Version, new MbimVersion { Version = 0x0100, ExtendedVersion = _version });
        }
    }

    /// <summary>The host closes the function and opens it again at another version, which the profile has to allow.</summary>
    public void OpenAt(MbimExVersion version)
    {
        Close();
        _pending.Clear();
        _version = version;
        Open();
    }

    public void Close() => Send(writer => MbimMessageWriter.WriteClose(writer, ++_transactionId));

    public void Do(Action<SimulatedModem> change)
    {
        Assert.That(Group.InvokeAsync(change).Wait(TimeSpan.FromSeconds(30)));
        Drain();
    }

    /// <summary>Does what the console, <c>ctl</c> and scenarios do by this name.</summary>
    public void Change(string name, params string[] arguments)
    {
        Group.ChangeAsync(ModemChange.Of(name, arguments)).WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
        Drain();
    }

    /// <summary>The parts of the state that conditions of scenarios name of a module, in their order.</summary>
    public string ReadStates(string module)
    {
        var states = "";
        Do(modem => states = string.Join(' ', modem.ReadStates().Where(state => state.Module == module).Select(state => state.Value)));
        return states;
    }

    public void Advance(int milliseconds)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Drain();
    }

    public Reply<TResponse> Query<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TQuery? request = default)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        Command<TQuery, TResponse>(cid, MbimCommandType.Query, request!);

    public Reply<TResponse> Set<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TSet request)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        Command<TSet, TResponse>(cid, MbimCommandType.Set, request);

    public Reply<TResponse> SetAndWait<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TSet request)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        var reply = Set(cid, request);
        Advance(1000);
        Assert.That(reply.Status, Is.Not.Null, $"{cid} was not answered within a second");
        return reply;
    }

    public MbimStatus Raw(Guid service, uint cid, MbimCommandType type, byte[] buffer, out byte[] answer)
    {
        MbimStatus? status = null;
        byte[] found = [];
        _pending.Add(++_transactionId, (result, bytes) => (status, found) = (result, bytes));
        Send(writer => MbimMessageWriter.WriteCommand(writer, _transactionId, service, cid, type, buffer));
        answer = found;
        return status!.Value;
    }

    /// <summary>An IP packet of the host.</summary>
    public void SendPacket(byte sessionId, byte[] packet)
    {
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
        Assert.That(writer.TryAdd(NtbStream.IP(sessionId), packet));
        _link.Data.Send(Transfer.Copy(writer.Finish()));
    }

    /// <summary>The IP packets that have come for the host.</summary>
    public List<(byte SessionId, byte[] Packet)> TakePackets()
    {
        List<(byte, byte[])> packets = [];
        while (_link.Data.TryReceive(out var block))
        {
            using (block)
            {
                Assert.That(Ntb.TryParse(block.Span, MbimReadMode.Strict, out var ntb, out var error), error.ToString());
                foreach (var datagram in ntb)
                {
                    Assert.That(datagram.Stream.Kind, Is.EqualTo(NtbStreamKind.IPSession));
                    packets.Add((datagram.Stream.SessionId, datagram.Data.ToArray()));
                }
            }
        }

        return packets;
    }

    public Reply<ConnectInfo> Connect(uint sessionId = 0, string accessString = "internet", ContextIpType ipType = ContextIpType.IPv4) =>
        SetAndWait(BasicConnect.Connect, Activation(sessionId, accessString, ipType));

    public Reply<ConnectInfo> Disconnect(uint sessionId = 0) => SetAndWait(BasicConnect.Connect, Deactivation(sessionId));

    public static SetConnect Activation(uint sessionId = 0, string accessString = "internet", ContextIpType ipType = ContextIpType.IPv4) => new()
    {
        SessionId = sessionId,
        ActivationCommand = ActivationCommand.Activate,
        AccessString = accessString,
        IpType = ipType,
        ContextType = ContextTypes.Internet,
    };

    public static SetConnect Deactivation(uint sessionId = 0) => new() { SessionId = sessionId, ActivationCommand = ActivationCommand.Deactivate };

    private Reply<TResponse> Command<TRequest, TResponse>(MbimCid cid, MbimCommandType type, TRequest request)
        where TRequest : IInformationBuffer<TRequest>
        where TResponse : IInformationBuffer<TResponse>
    {
        var reply = new Reply<TResponse>();
        _pending.Add(++_transactionId, (status, buffer) =>
        {
            reply.Fill(status, buffer, _version);
            Transcript.Add($"{cid} done {status}");
        });
        Send(writer => MbimMessageWriter.WriteCommand(writer, _transactionId, cid.Service, cid.Number, type, request, _version));
        return reply;
    }

    private ModemLink Attach()
    {
        var link = Group.CreateLink(new ModemLinkOptions { Name = "bench" });
        Assert.That(link.AttachAsync().AsTask().Wait(TimeSpan.FromSeconds(30)), "attached");
        return link;
    }

    private void Send(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        var fragments = new FragmentSplitter(buffer.WrittenSpan, MaxControlTransfer);
        var fragment = new byte[MaxControlTransfer];
        for (var index = 0; index < fragments.Count; index++)
        {
            _link.Send(Transfer.Copy(fragment.AsSpan(0, fragments.Write(index, fragment))));
        }

        Drain();
    }

    private void Drain()
    {
        while (_link.TryReceive(out var transfer))
        {
            using (transfer)
            {
                TransferTaken(transfer.Span);
                Assert.That(MbimMessage.TryParse(transfer.Span, MbimReadMode.Strict, out var message, out var error), error.ToString());
                if (message.Type == MbimMessageType.CommandDone && _pending.Remove(message.TransactionId, out var fill))
                {
                    fill(message.Status, message.InformationBuffer.ToArray());
                }
                else if (message.Type == MbimMessageType.IndicateStatus)
                {
                    Transcript.Add(message.DeviceServiceId == BasicConnect.Id
                        ? Note(message.Cid, message.InformationBuffer)
                        : message.DeviceServiceId == MsBasicConnectExtensions.Id && message.Cid == MsBasicConnectExtensions.SlotInfoStatus.Number
                        ? Keep<SlotInfo>("SLOT_INFO_STATUS", message.InformationBuffer, info => $"{info.SlotIndex} {info.State}")
                        : $"{MbimServices.Find(message.DeviceServiceId)?.Name ?? $"{message.DeviceServiceId}"} {message.Cid} {Convert.ToHexStringLower(message.InformationBuffer)}");
                    NotificationTaken();
                }
                else
                {
                    Transcript.Add($"{message.Type} {message.Status}");
                }
            }
        }
    }

    private string Note(uint cid, ReadOnlySpan<byte> buffer) => (BasicConnectCid)cid switch
    {
        BasicConnectCid.SubscriberReadyStatus => Keep<SubscriberReadyInfo>("SUBSCRIBER_READY_STATUS", buffer, info => $"{info.ReadyState}"),
        BasicConnectCid.RadioState => Keep<RadioStateInfo>("RADIO_STATE", buffer, info => $"{info.HwRadioState} {info.SwRadioState}"),
        BasicConnectCid.RegisterState => Keep<RegistrationStateInfo>("REGISTER_STATE", buffer, info => $"{info.RegisterState} {info.ProviderId}".TrimEnd()),
        BasicConnectCid.PacketService => Keep<PacketServiceInfo>("PACKET_SERVICE", buffer, info => $"{info.PacketServiceState}"),
        BasicConnectCid.SignalState => Keep<SignalStateInfo>("SIGNAL_STATE", buffer, info => $"{info.Rssi} {info.ErrorRate}"),
        BasicConnectCid.IpConfiguration => Keep<IPConfigurationInfo>("IP_CONFIGURATION", buffer, info => $"{info.SessionId}"),
        BasicConnectCid.EmergencyMode => Keep<EmergencyMode>("EMERGENCY_MODE", buffer, info => $"{info.State}"),
        BasicConnectCid.PreferredProviders => Keep<PreferredProviders>("PREFERRED_PROVIDERS", buffer, info => $"{info.Providers.Count}"),
        BasicConnectCid.MulticarrierProviders => Keep<MulticarrierProviders>("MULTICARRIER_PROVIDERS", buffer, info => $"{info.Providers.Count}"),
        BasicConnectCid.ProvisionedContexts => Keep<ProvisionedContextsInfo>("PROVISIONED_CONTEXTS", buffer, info => $"{info.ProvisionedContexts.Count}"),
        BasicConnectCid.Connect => Keep<ConnectInfo>("CONNECT", buffer, info =>
        {
            NotifiedContexts[info.SessionId] = info;
            return $"{info.SessionId} {info.ActivationState} {(uint)info.NwError}";
        }),
        _ => $"unexpected notification {cid}",
    };

    private string Keep<T>(string name, ReadOnlySpan<byte> buffer, Func<T, string> describe)
        where T : IInformationBuffer<T>
    {
        Assert.That(T.TryRead(buffer, _version, MbimReadMode.Strict, out var value, out var error), $"{name}: {error}");
        Notified[name] = value!;
        return $"{name} {describe(value!)}";
    }
}
