using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Server;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Function;

/// <summary>
/// The MBIM function: open and closed, outstanding commands, fragments, subscriptions (MBIM 1.0, 9 and 10). It is called with one transfer at
/// a time and answers by queueing transfers on the link of its host. Used inside the mailbox alone.
/// </summary>
public sealed partial class MbimFunction : IMbimServerHandler, INotificationSink, IDssSink, IPacketSink
{
    private readonly FunctionProfile _profile;
    private readonly MbimReadMode _readMode;
    private readonly MbimServer _server;
    private readonly ServerTimer _timer;
    private readonly TrafficPipeline _pipeline;
    private readonly ILogger _logger;
    private readonly SubscriptionList _subscriptions = new();

    internal MbimFunction(FunctionProfile profile, ServicesProfile services, ModemClock clock, TrafficPipeline pipeline, ILogger logger)
    {
        _profile = profile;
        _readMode = profile.ReadMode;
        _pipeline = pipeline;
        _logger = logger;
        Data = new DataPlane(profile, pipeline, logger);
        var options = new MbimServerOptions
        {
            MaxControlTransfer = profile.MaxControlMessage,
            MaxOutstandingCommands = profile.MaxOutstandingCommands,
            ReadMode = profile.ReadMode,
            AcceptsOversize = profile.AcceptOversize,
        };
        _server = new MbimServer(options, this);
        _server.Disconnect();
        _timer = new ServerTimer(_server, clock);
        _transfersIn = new FunctionPort(this, TrafficLevel.Transfer, TransferDirection.ToFunction);
        _transfersOut = new FunctionPort(this, TrafficLevel.Transfer, TransferDirection.ToHost);
        _messagesIn = new FunctionPort(this, TrafficLevel.Message, TransferDirection.ToFunction);
        _messagesOut = new FunctionPort(this, TrafficLevel.Message, TransferDirection.ToHost);
        Dispatcher = new ServiceDispatcher(services);
        Dispatcher.OnSet(BasicConnect.DeviceServiceSubscribeList, Subscribe);
        Dispatcher.OnQuery(MsBasicConnectExtensions.Version, NegotiateVersion);
    }

    /// <summary>Who handles which command.</summary>
    public ServiceDispatcher Dispatcher { get; }

    /// <summary>Whether the host has opened the function.</summary>
    public bool IsOpen => _server.IsOpen;

    /// <summary>The layouts in force, as VERSION agreed on them; 1.0 after each OPEN.</summary>
    public MbimExVersion Version => _server.Version;

    /// <summary>The largest transfer to the host, in bytes: the smaller of what OPEN and the profile say.</summary>
    public uint MaxControlTransfer => _server.MaxControlTransfer;

    /// <summary>Commands that wait for their answer.</summary>
    public int OutstandingCommands => _server.OutstandingCommands;

    /// <summary>How many whole messages of hosts were handled; what was refused before shows in <see cref="FunctionErrors"/>.</summary>
    public long ReceivedMessages => _server.ReceivedMessages;

    /// <summary>How many messages left for a host, in one or several fragments.</summary>
    public long SentMessages { get; private set; }

    /// <summary>How many FUNCTION_ERROR messages there were for hosts.</summary>
    public long FunctionErrors => _server.FunctionErrors;

    /// <summary>How many HOST_ERROR messages came, CANCEL included.</summary>
    public long HostErrors => _server.HostErrors;

    /// <summary>Notifications of an open function that found no host connected.</summary>
    public long LostIndications { get; private set; }

    /// <summary>Called when the function closes: by CLOSE, or by OPEN while open.</summary>
    internal Action Closed { get; set; } = static () => { };

    /// <summary>Called when a host opens the function, before it hears that it is open.</summary>
    internal Action Opened { get; set; } = static () => { };

    /// <summary>Hears what passes between the function and its host; null while the host is awake.</summary>
    internal IHostWatch? Watch
    {
        get => Data.Watch;
        set => Data.Watch = value;
    }

    /// <summary>Where messages pass to the host.</summary>
    internal TrafficPort MessagesToHost => _messagesOut;

    /// <summary>The link that has the host's place; null while there is no host.</summary>
    internal ModemLink? HostLink { get; private set; }

    /// <inheritdoc/>
    public void Indicate<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, in TResponse value)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        if (cid.Since <= Version && IsWanted(cid.Service, cid.Number))
        {
            _server.IndicateStatus(cid.Service, cid.Number, value);
        }
    }

    /// <inheritdoc/>
    public void Indicate(Guid service, uint cid, ReadOnlySpan<byte> informationBuffer)
    {
        if (IsWanted(service, cid))
        {
            _server.IndicateStatus(service, cid, informationBuffer);
        }
    }

    /// <summary>A link has the host's place from now on.</summary>
    internal void Attach(ModemLink link)
    {
        HostLink = link;
        _server.Connect();
        Data.AttachHost(link);
    }

    /// <summary>
    /// The host is gone: its commands get no answer, half a message is dropped, the MBIM session stays. That of a USB host ends, which has left the bus.
    /// </summary>
    internal void Detach()
    {
        if (HostLink?.Options.Carrier == CarrierKind.Usb)
        {
            _server.EndSession();
        }

        HostLink = null;
        _server.Disconnect();
        Data.DetachHost();
    }

    /// <summary>The modem forgets the session: the function is closed, and what is outstanding gets no answer.</summary>
    internal void LosePower() => _server.EndSession();

    /// <summary>Another version is agreed on than with this host: by another client of a proxy.</summary>
    internal void AgreeVersion(MbimExVersion version) => _server.Version = version;

    private bool IsWanted(Guid service, uint cid)
    {
        if (!IsOpen || !_subscriptions.Contains(service, cid))
        {
            return false;
        }

        LostIndications += HostLink is null ? 1 : 0;
        return HostLink is not null;
    }

    private void Subscribe(Transaction transaction, DeviceServiceSubscribeList list)
    {
        _subscriptions.Replace(list);
        transaction.Complete(list);
        _pipeline.Subscribed(list);
    }

    private void NegotiateVersion(Transaction transaction, MbimVersion host)
    {
        var agreed = (MbimExVersion)Math.Min((ushort)host.ExtendedVersion, (ushort)_profile.MaxExtendedVersion);
        agreed = agreed >= MbimExVersion.V3 ? MbimExVersion.V3 : agreed >= MbimExVersion.V2 ? MbimExVersion.V2 : MbimExVersion.V1;
        transaction.Complete(new MbimVersion { Version = 0x0100, ExtendedVersion = agreed });
        _server.Version = agreed;
    }
}
