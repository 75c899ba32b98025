using System.Security.Cryptography;
using System.Text;
using MbimEmulator.Changes;
using MbimEmulator.Faults;
using MbimEmulator.Function;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Modem;
using MbimEmulator.Network;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Sharing;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator;

/// <summary>A modem with its function and everything that takes events in one order: the mailbox.</summary>
public sealed partial class ModemGroup : IAsyncDisposable, IMailboxReceiver
{
    private readonly ModemGroupOptions _options;
    private readonly ILogger _logger;
    private readonly Mailbox _mailbox;
    private readonly TransferTap _tap;
    private readonly TrafficJournal _journal;
    private readonly HostPlace _place;
    private readonly HostPlace _dataPlace;
    private readonly SharedHost _shared;
    private readonly ProxyClients _guests;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LinkTable _links;
    private bool _isReady;

    /// <summary>Makes the group; the modem is powered at once.</summary>
    public ModemGroup(ModemGroupOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _links = new LinkTable(this);
        _logger = options.LoggerFactory.CreateLogger(options.Name);
        if (options.Scenario?.FindUnmetNeeds(options.Profile) is [var need, ..])
        {
            throw new ArgumentException($"The scenario {options.Scenario.Name} cannot run on {options.Name}: {need}", nameof(options));
        }

        Service = options.Service ?? new MobileBroadbandService(
            new MobileBroadbandServiceOptions { TimeProvider = options.TimeProvider, LoggerFactory = options.LoggerFactory });
        if (Service.TimeProvider != options.TimeProvider)
        {
            throw new ArgumentException($"{options.Name} and its Mobile Broadband service use different clocks; give both the same clock.", nameof(options));
        }

        _mailbox = Service.Mailbox;
        Clock = new ModemClock(options.TimeProvider, () => _mailbox.Post(new MailboxEvent(this, MailboxEventKind.ClockDue)));
        Pipeline = new TrafficPipeline();
        _tap = new TransferTap(Pipeline, Clock, _logger);
        _journal = new TrafficJournal(options.Journal, options.Name);
        Function = new MbimFunction(options.Profile.Function, Clock, Pipeline, _logger);
        _place = new HostPlace(Attach, Detach, Clock, options.HandoverGrace, options.Name, _logger);
        _dataPlace = new HostPlace(
            Function.Data.AttachBeside, Function.Data.DetachBeside, Clock, options.HandoverGrace, $"{options.Name}'s data plane", _logger);
        _shared = new SharedHost(
            Function, options.Profile.Function, _place, Clock, link => new ModemLink(link, _mailbox, this, options.TimeProvider), _logger);
        _guests = new ProxyClients(_shared, Clock, _logger);
        var random = new RandomStream(options.Seed).Fork(options.Name);
        var network = new NetworkContext(
            options.Name, options.Profile.Internet, Clock.Contain(NetworkFailed), random.Fork("network"), PostOfNetwork, _logger);
        Modem = new SimulatedModem(new SimulatedModemOptions
        {
            Profile = options.Profile,
            Clock = Clock,
            Random = random.Fork("modem"),
            Notifications = Function,
            Streams = Function,
            Packets = Function,
            Network = options.Network?.Invoke(network) ?? new InternetNetwork(network),
            Behaviours = options.Behaviours,
            Logger = _logger,
            Snapshot = options.Snapshot,
        });
        _stages = new StageWaits(this);
        _start = new StartNotice(this, _journal, _logger);
        Modem.RegisterHandlers(Function.Dispatcher);
        Modem.PowerLost = LosePower;
        Function.Data.Receiver = Modem;
        Faults = new RuleBook(this, Clock, random.Fork("faults"), _journal, _logger);
        FaultStage = new FaultStage(Faults, this, Function, Pipeline, Post, Clock, _journal, _logger);
        ArrangeStages();
        Function.Closed = CloseFunction;
        InterfaceId = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(options.Name)).AsSpan(0, 16));
        if (options.Scenario is { } scenario)
        {
            ScenarioPosition? position = null;
            options.Snapshot?.TryFind(ScenarioPositionSection.Kept, out position);
            Faults.Load(scenario, position);
        }

        Volatile.Write(ref _isReady, true);
        _mailbox.Post(new MailboxEvent(this, MailboxEventKind.ClockDue));
        Service.Add(this);
    }

    /// <summary>Sees every control transfer, in order, in the mailbox. An observer must not block.</summary>
    public event TransferObserver? TransferObserved
    {
        add => _tap.Observed += value;
        remove => _tap.Observed -= value;
    }

    /// <summary>The modem's name.</summary>
    public string Name => _options.Name;

    /// <summary>The Mobile Broadband service that has the modem as a network interface.</summary>
    public MobileBroadbandService Service { get; }

    /// <summary>The modem. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public SimulatedModem Modem { get; }

    /// <summary>The id by which the Mobile Broadband service knows the modem; it follows from the name.</summary>
    public Guid InterfaceId { get; }

    /// <summary>The MBIM function. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public MbimFunction Function { get; }

    /// <summary>What goes wrong on purpose. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public RuleBook Faults { get; }

    /// <summary>Where the rules act on traffic.</summary>
    internal FaultStage FaultStage { get; }

    /// <summary>The stages on the way of the modem's traffic.</summary>
    internal TrafficPipeline Pipeline { get; }

    internal ModemProfile Profile => _options.Profile;

    internal SharedHost Shared => _shared;

    /// <summary>Whether no host has the place on the function.</summary>
    internal bool IsPlaceFree => _place.Holder is null;

    /// <summary>Called when the place on the function has become free and nobody waits for it.</summary>
    internal Action PlaceFreed
    {
        set => _place.Freed = value;
    }

    /// <summary>Timers of the group. Touch it only inside the mailbox.</summary>
    internal ModemClock Clock { get; }

    /// <summary>Runs an action in the mailbox.</summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    public Task InvokeAsync(Action<SimulatedModem> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return _mailbox.InvokeAsync(this, () =>
        {
            ObjectDisposedException.ThrowIf(_stopped.Task.IsCompleted, this);
            action(Modem);
        });
    }

    /// <summary>Does something to the modem; see <see cref="ModemChanges.All"/>.</summary>
    /// <returns>A one-line description of what was done.</returns>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    /// <exception cref="InvalidOperationException">The modem's state does not allow it.</exception>
    /// <exception cref="ArgumentException">The modem's profile has not what the change names.</exception>
    public async Task<string> ChangeAsync(ModemChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var done = "";
        await InvokeAsync(_ =>
        {
            done = change.Apply(this);
            _journal.State(done);
        }).ConfigureAwait(false);
        return done;
    }

    /// <summary>Makes a link for one connection; it does not have the host's place yet.</summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    public ModemLink CreateLink(ModemLinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var link = new ModemLink(options, _mailbox, this, _options.TimeProvider);
        _links.Add(link);
        return link;
    }

    /// <summary>
    /// Makes a link for one client of the mbim-proxy protocol. It attaches at once; whether the client gets the modem shows in the answer to its
    /// CONFIGURATION, or in the link's closing. The client's path was chosen by whoever makes the link.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    public ModemLink CreateGuestLink(ModemLinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return CreateLink(options with { IsGuest = true });
    }

    /// <summary>
    /// Makes a link that carries data alone, for a host whose control link does not: NTBs both ways. There is one at a time; it needs no place on
    /// the function, and what comes while the function is not open is dropped, as on the bus.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    public ModemLink CreateDataLink(ModemLinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return CreateLink(options with { IsData = true });
    }

    /// <summary>A link in the same process that has the host's place.</summary>
    /// <param name="name">The host's name in log messages and the journal.</param>
    /// <param name="cancellationToken">Stops waiting for the host's place when cancelled.</param>
    /// <exception cref="IOException">Another host has the place.</exception>
    public async ValueTask<LinkTransport> ConnectAsync(string name, CancellationToken cancellationToken = default)
    {
        var link = CreateLink(new ModemLinkOptions { Name = name });
        if (await link.AttachAsync(cancellationToken).ConfigureAwait(false))
        {
            return new LinkTransport(link);
        }

        link.Detach("refused");
        throw new IOException($"'{name}' was refused: {link.CloseReason}.");
    }

    /// <summary>Ends all links and timers.</summary>
    public async ValueTask DisposeAsync()
    {
        _links.End();
        _mailbox.Post(new MailboxEvent(this, MailboxEventKind.Stop));
        await _stopped.Task.ConfigureAwait(false);
        if (_options.Service is null)
        {
            await Service.DisposeAsync().ConfigureAwait(false);
        }
    }

    ILogger IMailboxReceiver.Logger => _logger;

    void IMailboxReceiver.Handle(in MailboxEvent item)
    {
        // A timer that rang while the modem was still being made: the event behind its making looks for it again.
        if (!Volatile.Read(ref _isReady))
        {
            return;
        }

        try
        {
            Dispatch(item);
            AfterEvent();
        }
        finally
        {
            item.EndTransfer();
        }
    }

    void IMailboxReceiver.Close(in MailboxEvent item, string reason)
    {
        if ((item.Link ?? _place.Holder) is { } link)
        {
            _place.Close(link, reason);
        }
    }

    /// <summary>Has an action run in the mailbox, as an event of its own.</summary>
    internal void Post(Action action) => _mailbox.Post(new MailboxEvent(this, MailboxEventKind.Invoke, Action: action));

    // What the network does by itself is contained as its packets are: no host pays for it.
    private void PostOfNetwork(Action action) => Post(() =>
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            NetworkFailed(e);
        }
    });

    private void NetworkFailed(Exception bug) => Mailbox.Report(_logger, bug, "what the network behind the modem does");

    private void Attach(ModemLink link)
    {
        Pipeline.Attached(link);
        Function.Attach(link);
    }

    private void Detach()
    {
        if (Function.HostLink is { } link)
        {
            Pipeline.Detached(link);
        }

        Function.Detach();
    }

    private void CloseFunction()
    {
        Pipeline.Closed();
        Modem.OnFunctionClosed();
    }

    // What has been done to the function and the shared host takes effect.
    private void AfterEvent()
    {
        Pipeline.EventHandled();
        Function.Data.Flush();
        _place.CheckHolder();
        _dataPlace.CheckHolder();
        _shared.Advance();
        _stages.Check();
    }

    private void Dispatch(in MailboxEvent item)
    {
        switch (item.Kind)
        {
            case MailboxEventKind.ControlTransfer when item.Link!.Options.IsGuest:
                _guests.Receive(item.Link, item.Transfer.Span);
                break;
            case MailboxEventKind.ControlTransfer when _place.Holder == item.Link:
                Function.Receive(item.Link!, item.Transfer.Span);
                break;
            case MailboxEventKind.ControlTransfer when item.Link!.CloseReason is not null:
                Function.ReceiveBehindClose(item.Link!, item.Transfer.Span);
                break;
            case MailboxEventKind.DataTransfer when _dataPlace.Holder == item.Link || _place.Holder == item.Link:
                Function.ReceiveData(item.Link!, item.Transfer.Span);
                break;
            case MailboxEventKind.Attach when item.Link!.Options.IsData && !_stopped.Task.IsCompleted:
                _dataPlace.Request(item.Link!);
                break;
            case MailboxEventKind.Attach when item.Link!.Options.IsGuest && !_stopped.Task.IsCompleted:
                _guests.Admit(item.Link);
                break;
            case MailboxEventKind.Attach when !_stopped.Task.IsCompleted:
                _place.Request(item.Link!);
                break;
            case MailboxEventKind.Detach:
                _place.Release(item.Link!);
                _dataPlace.Release(item.Link!);
                _guests.Remove(item.Link!);
                _links.Remove(item.Link!);
                break;
            case MailboxEventKind.ClockDue when !_stopped.Task.IsCompleted:
                Clock.RunDue(bug => Mailbox.Fail(new MailboxEvent(this, MailboxEventKind.ClockDue), bug));
                break;
            case MailboxEventKind.Invoke:
                item.Action!();
                break;
            case MailboxEventKind.Stop:
                try
                {
                    Stop();
                }
                finally
                {
                    _stopped.TrySetResult();
                }

                break;
            default:
                break;
        }
    }

    private void Stop()
    {
        var links = _links.TakeAll();
        Service.Remove(this);
        Array.ForEach(links, link => link.Close($"{Name} was stopped"));
        Array.ForEach(links, _place.Release);
        Array.ForEach(links, _dataPlace.Release);
        _shared.Stop($"{Name} was stopped");
        _shared.Dispose();

        FaultStage.Stop();
        Modem.Contexts.Clear();
        _stages.Stop();
        Clock.Stop();
    }
}
