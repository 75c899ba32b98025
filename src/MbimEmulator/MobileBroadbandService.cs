using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.MbnService;
using MbimEmulator.Pipeline;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator;

/// <summary>
/// What stands between applications and modems in Windows: it checks the caller, counts sessions, hands out request ids, talks MBIM to the modem
/// and calls back. One service has many clients and one or many modems, which it knows as network interfaces. It and its modems share a mailbox.
/// </summary>
/// <example>
/// <code>
/// await using var service = new MobileBroadbandService(new MobileBroadbandServiceOptions());
/// await using var first = new ModemGroup(new ModemGroupOptions { Name = "modem0", Service = service });
/// await using var second = new ModemGroup(new ModemGroupOptions { Name = "modem1", Service = service });
/// await using var client = await MbnClient.ConnectAsync(await service.ConnectAsync("my test"));
/// </code>
/// </example>
public sealed class MobileBroadbandService : IAsyncDisposable, IMailboxReceiver
{
    private readonly MobileBroadbandServiceOptions _options;
    private readonly ILogger _logger;
    private readonly ServiceCore _core;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes a service without modems and clients.</summary>
    public MobileBroadbandService(MobileBroadbandServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _logger = options.LoggerFactory.CreateLogger(options.Name);
        Mailbox = new Mailbox((options.TimeProvider as VirtualClock)?.Work);
        var clock = new ModemClock(options.TimeProvider, () => Mailbox.Post(new MailboxEvent(this, MailboxEventKind.ClockDue)));
        var pipeline = new TrafficPipeline();
        var journal = new TrafficJournal(options.Journal, options.Name);
        pipeline.Arrange((level, _) => level == TrafficLevel.Call ? [journal] : []);
        _core = new ServiceCore(options.TrustDeclaredCallers, pipeline, clock, _logger);
        Clock = clock;
    }

    internal Mailbox Mailbox { get; }

    /// <summary>The state machine. Touch it only inside the mailbox.</summary>
    internal ServiceCore Core => _core;

    internal TimeProvider TimeProvider => _options.TimeProvider;

    private ModemClock Clock { get; }

    /// <summary>Makes a link for one client.</summary>
    /// <param name="options">Callbacks and name of the link's carrier.</param>
    /// <param name="caller">The identity of the client.</param>
    public ModemLink CreateLink(ModemLinkOptions options, CallerIdentity caller)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(caller);
        return new ModemLink(options with { Caller = caller }, Mailbox, this, _options.TimeProvider);
    }

    /// <summary>A client in the same process.</summary>
    /// <param name="name">The client's name in log messages and the journal.</param>
    /// <param name="caller">Who it is; by default the emulator's own user.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <exception cref="IOException">The service has ended.</exception>
    public async ValueTask<LinkTransport> ConnectAsync(string name, CallerIdentity? caller = null, CancellationToken cancellationToken = default)
    {
        var link = CreateLink(new ModemLinkOptions { Name = name }, caller ?? CallerIdentity.Owner);
        if (await link.AttachAsync(cancellationToken).ConfigureAwait(false))
        {
            return new LinkTransport(link);
        }

        link.Detach("refused");
        throw new IOException($"'{name}' was refused: {link.CloseReason}.");
    }

    /// <summary>The host sleeps: pending calls end, nothing is sent or answered until it resumes.</summary>
    public Task SleepAsync() => InvokeAsync(_core.Sleep);

    /// <summary>The host resumes: sessions that were open are opened again.</summary>
    public Task ResumeAsync() => InvokeAsync(_core.Resume);

    /// <summary>Ends all clients' links. The modems that use the service end before it.</summary>
    public async ValueTask DisposeAsync()
    {
        Mailbox.Post(new MailboxEvent(this, MailboxEventKind.Stop));
        await _stopped.Task.ConfigureAwait(false);
    }

    /// <summary>A modem is plugged in for the first time.</summary>
    internal void Add(INetworkModem modem) => Mailbox.Post(new MailboxEvent(this, MailboxEventKind.Invoke, Action: () => _core.Add(modem)));

    /// <summary>A modem is pulled out; its host's link is closed behind this.</summary>
    internal void Unplug(INetworkModem modem) => _core.Find(modem)?.Unplug();

    /// <summary>A modem is plugged in.</summary>
    internal void Plug(INetworkModem modem) => _core.Find(modem)?.Plug();

    /// <summary>A modem starts again; its host's link is closed behind this.</summary>
    internal void BeginReset(INetworkModem modem) => _core.Find(modem)?.BeginReset();

    /// <summary>A modem is thrown away.</summary>
    internal void Remove(INetworkModem modem) => _core.Remove(modem);

    ILogger IMailboxReceiver.Logger => _logger;

    void IMailboxReceiver.Handle(in MailboxEvent item)
    {
        _core.BeginEvent();
        try
        {
            Dispatch(item);
        }
        finally
        {
            item.EndTransfer();
            _core.EndEvent();
        }
    }

    void IMailboxReceiver.Close(in MailboxEvent item, string reason) => item.Link?.Close(reason);

    private void Dispatch(in MailboxEvent item)
    {
        switch (item.Kind)
        {
            case MailboxEventKind.ControlTransfer:
                _core.Receive(item.Link!, item.Transfer.Span);
                break;
            case MailboxEventKind.Attach when _stopped.Task.IsCompleted:
                item.Link!.Close($"{_options.Name} was stopped");
                break;
            case MailboxEventKind.Attach:
                _core.Admit(item.Link!);
                break;
            case MailboxEventKind.Detach:
                _core.Leave(item.Link!);
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
                    _core.Stop($"{_options.Name} was stopped");
                    Clock.Stop();
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

    private Task InvokeAsync(Action action) => Mailbox.InvokeAsync(this, () =>
    {
        ObjectDisposedException.ThrowIf(_stopped.Task.IsCompleted, this);
        action();
    });
}
