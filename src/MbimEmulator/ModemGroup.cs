using System.Security.Cryptography;
using System.Text;
using MbimEmulator.Changes;
using MbimEmulator.Faults;
using MbimEmulator.Function;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.MbnService;
using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Slots;
using MbimEmulator.Network;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Sharing;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator;

/// <summary>A modem with its function and everything that takes events in one order: the mailbox.</summary>
/// <example><code>
/// await using var modem = new ModemGroup(new ModemGroupOptions { Profile = ModemProfile.Load("sim-pin") });
/// await using var device = await MbimDevice.OpenAsync(await modem.ConnectAsync("my test"));
/// </code></example>
public sealed class ModemGroup : IAsyncDisposable, IMailboxReceiver, INetworkModem
{
    private readonly ModemGroupOptions _options;
    private readonly TrafficPipeline _pipeline = new();
    private readonly ILogger _logger;
    private readonly Mailbox _mailbox;
    private readonly TransferTap _tap;
    private readonly CardTap _cardTap;
    private readonly TrafficJournal _journal;
    private readonly ModemConnections _connections;
    private readonly ModemPower _power;
    private readonly StageWaits _stages;
    private readonly StartNotice _start;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isReady;

    /// <summary>Makes the group; the modem is powered at once.</summary>
    /// <exception cref="ArgumentException">The scenario cannot run on the modem, its service has another clock, or the profile has several executors.</exception>
    public ModemGroup(ModemGroupOptions options)
        : this(options, ExecutorSeat.Only())
    {
        if (options.Profile.Executors > 1)
        {
            throw new ArgumentException(
                $"The profile {options.Profile.Name} has {options.Profile.Executors} executors, each with a function of its own; make a {nameof(ModemDevice)} of it.", nameof(options));
        }

        Release([this]);
    }

    /// <summary>Makes one executor of a device; it does nothing before <see cref="Release"/>.</summary>
    internal ModemGroup(ModemGroupOptions options, ExecutorSeat seat)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        seat.Post = Post;
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
        _tap = new TransferTap(_pipeline, Clock, _logger);
        _cardTap = new CardTap(_pipeline, Clock, _logger);
        _journal = new TrafficJournal(options.Journal, options.Name);
        Function = new MbimFunction(options.Profile.Function, options.Profile.Services, Clock, _pipeline, _logger);
        _connections = new ModemConnections(
            options, this, Function, _pipeline, Clock, link => new ModemLink(link, _mailbox, this, options.TimeProvider), _logger);
        var random = new RandomStream(options.Seed).Fork(options.Name);
        var network = NetworkContainment.MakeContext(options, Clock, random.Fork("network"), Post, _logger);
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
            WatchHost = watch => Function.Watch = watch,
            Pipeline = _pipeline,
            Seat = seat,
        });
        _stages = new StageWaits(this);
        _start = new StartNotice(this, _pipeline, _journal, _logger);
        Modem.RegisterHandlers(Function.Dispatcher);
        Function.Data.Receiver = Modem;
        _power = new ModemPower(options.Name, Modem, Function, _connections, _start, this, Service, Post);
        Modem.PowerLost = _power.Lose;
        Modem.PoweredOff = _power.Remove;
        Faults = new RuleBook(_power, Clock, random.Fork("faults"), _journal, _logger);
        FaultStage = new FaultStage(Faults, _power, Function, _pipeline, Post, Clock, _journal, _logger);
        StageOrder.Arrange(_pipeline, _start, FaultStage, _tap, _cardTap, _journal);
        Function.Opened = Modem.OnFunctionOpened;
        Function.Closed = () =>
        {
            _pipeline.Closed();
            Modem.OnFunctionClosed();
        };
        InterfaceId = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(options.Name)).AsSpan(0, 16));
        Faults.Load(options.Scenario, options.Snapshot);
    }

    /// <summary>Sees every control transfer, in order, in the mailbox. An observer must not block.</summary>
    public event TransferObserver? TransferObserved
    {
        add => _tap.Add(value);
        remove => _tap.Remove(value);
    }

    /// <summary>Sees every exchange with the SIM, in order, in the mailbox. An observer must not block.</summary>
    public event ApduObserver? ApduObserved
    {
        add => _cardTap.Add(value);
        remove => _cardTap.Remove(value);
    }

    /// <summary>The modem's name.</summary>
    public string Name => _options.Name;

    /// <summary>The modem's time, real or virtual.</summary>
    public TimeProvider TimeProvider => _options.TimeProvider;

    /// <summary>The executors of the device, this one among them, in their order.</summary>
    public IReadOnlyList<ModemGroup> Executors { get; private set; } = [];

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

    /// <summary>How many connections there are: the host's, proxy clients', data connections, and those that wait for their place.</summary>
    public int Connections => _connections.Count;

    /// <summary>Notifications that all its connections, gone ones included, have thrown away because nobody took them.</summary>
    public long DroppedIndications => _connections.DroppedIndications;

    /// <summary>Whether the modem is plugged in. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public bool IsPluggedIn => _power.IsPluggedIn;

    /// <summary>Where the rules act on traffic.</summary>
    internal FaultStage FaultStage { get; }

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
        await InvokeAsync(_ => _journal.State(done = change.Apply(_power))).ConfigureAwait(false);
        return done;
    }

    /// <summary>
    /// Completes when the modem has come to a stage. On a virtual clock time does not move meanwhile: move it with
    /// <c>clock.AdvanceUntil(modem.WaitForAsync(...))</c>.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <exception cref="ModemStageException">The modem does not come to it without outside help, such as a PIN, a SIM or coverage.</exception>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task WaitForAsync(ModemStage stage, CancellationToken cancellationToken = default) => _stages.WaitAsync(stage, cancellationToken);

    /// <summary>Where the modem is, in a few words: what it has reached, or what it waits for. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public string DescribeStage() => IsPluggedIn ? ModemProgress.Describe(Modem) : "not plugged in";

    /// <summary>Makes a link for one connection; it does not have the host's place yet.</summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    public ModemLink CreateLink(ModemLinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _connections.CreateLink(options);
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

    /// <summary>
    /// Somebody pulls the modem out: it loses power, its host's connection ends, and nobody gets another until it is inserted. Applications are
    /// told of the interface's removal. Nothing happens when it is out already.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    public Task RemoveAsync() => InvokeAsync(_ => _power.Remove());

    /// <summary>Somebody plugs the modem in again: it starts as after <see cref="SimulatedModem.PowerCycle"/>. Nothing happens when it is in already.</summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    public Task InsertAsync() => InvokeAsync(_ => _power.Insert());

    /// <summary>
    /// The modem resets itself, as its firmware does when it recovers: the host's connection ends, the MBIM session is over. Applications keep their
    /// sessions, which are opened again on the modem.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    /// <exception cref="InvalidOperationException">The modem is not plugged in.</exception>
    public Task ResetAsync() => InvokeAsync(_ => _power.Reset());

    /// <summary>
    /// A host has made a control request on the bus below its link; a carrier that has such requests says so here, from any thread, in order with the
    /// transfers before and after it.
    /// </summary>
    public void RequestOnBus(in BusRequest request)
    {
        if (Faults.WatchesBus)
        {
            var happened = request;
            Post(() => Faults.Raise(happened));
        }
    }

    /// <summary>What the modem keeps, and how far its scenario has come. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public ModemSnapshot TakeSnapshot() => Faults.AddTo(Modem.TakeSnapshot());

    /// <summary>The executors of one device begin to live, all at once.</summary>
    internal static void Release(IReadOnlyList<ModemGroup> executors)
    {
        foreach (var executor in executors)
        {
            executor.Executors = executors;
            executor._power.Others = [.. executors.Where(other => other != executor).Select(other => other._power)];
        }

        foreach (var executor in executors)
        {
            Volatile.Write(ref executor._isReady, true);
            executor._mailbox.Post(new MailboxEvent(executor, MailboxEventKind.ClockDue));
            executor.Service.Add(executor);
        }
    }

    /// <summary>Ends all links and timers.</summary>
    public async ValueTask DisposeAsync()
    {
        _connections.End();
        _mailbox.Post(new MailboxEvent(this, MailboxEventKind.Stop));
        await _stopped.Task.ConfigureAwait(false);
        if (_options.Service is null)
        {
            await Service.DisposeAsync().ConfigureAwait(false);
        }
    }

    ModemProfile INetworkModem.Profile => _options.Profile;

    SharedHost INetworkModem.Shared => _connections.Shared;

    TrafficPipeline INetworkModem.Pipeline => _pipeline;

    bool INetworkModem.IsPlaceFree => _connections.IsPlaceFree;

    Action INetworkModem.PlaceFreed
    {
        set => _connections.PlaceFreed = value;
    }

    void INetworkModem.EndCall()
    {
        try
        {
            AfterEvent();
        }
        catch (Exception bug)
        {
            // It is the modem's connection that pays for it, not the caller's.
            Mailbox.Fail(new MailboxEvent(this, MailboxEventKind.Invoke), bug);
        }
    }

    // The end of that event is the end of the call.
    void INetworkModem.PostEndOfCall() => Post(static () => { });

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

    void IMailboxReceiver.Close(in MailboxEvent item, string reason) => _connections.Close(item.Link, reason);

    /// <summary>Has an action run in the mailbox, as an event of its own.</summary>
    internal void Post(Action action) => _mailbox.Post(new MailboxEvent(this, MailboxEventKind.Invoke, Action: action));

    // What has been done to the function and the shared host takes effect.
    private void AfterEvent()
    {
        _pipeline.EventHandled();
        Function.Data.Flush();
        _connections.Check();
        _stages.Check();
    }

    private void Dispatch(in MailboxEvent item)
    {
        switch (item.Kind)
        {
            case MailboxEventKind.ControlTransfer:
                _connections.Receive(item.Link!, item.Transfer.Span);
                break;
            case MailboxEventKind.DataTransfer:
                _connections.ReceiveData(item.Link!, item.Transfer.Span);
                break;
            case MailboxEventKind.Attach when !_stopped.Task.IsCompleted:
                _connections.Admit(item.Link!);
                break;
            case MailboxEventKind.Detach:
                _connections.Remove(item.Link!);
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
        Service.Remove(this);
        _connections.Stop($"{Name} was stopped");
        FaultStage.Stop();
        Modem.Contexts.Clear();
        _stages.Stop();
        Clock.Stop();
    }
}
