using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Sharing;

/// <summary>
/// The one host that many guests share. The first guest makes it take the function's place and open the function. When the last one has left,
/// the function stays open, contexts included, until another host asks for the place or 300 s have passed. Used inside the mailbox alone.
/// </summary>
internal sealed partial class SharedHost : IDisposable
{
    private const uint MaxControlTransfer = 64 * 1024;

    private static readonly TimeSpan DeviceTimeout = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(300);
    private static readonly MbimVersion Unextended = new() { Version = 0x0100, ExtendedVersion = MbimExVersion.V1 };

    private readonly MbimFunction _function;
    private readonly HostAdmission _place;
    private readonly ModemClock _clock;
    private readonly Func<ModemLinkOptions, ModemLink> _createLink;
    private readonly ILogger _logger;
    private readonly MbimHost<SharedRequest> _host;
    private readonly SubscriptionMerge _subscriptions = new();
    private readonly List<SharedHostMember> _members = [];
    private readonly FairCommandQueue _turns = new();
    private readonly int _maxOutstanding;
    private ModemLink? _link;
    private ModemTimer? _idleTimer;
    private ModemTimer? _hostTimer;
    private TimeSpan _hostTimerDue;
    private bool _hasOpened;
    private bool _isListStale;
    private bool _mayYield;

    /// <summary>Makes a shared host without guests.</summary>
    /// <param name="function">The function.</param>
    /// <param name="profile">The function's wMaxControlMessage and how many commands it takes at once.</param>
    /// <param name="place">The host's place on the function.</param>
    /// <param name="clock">The modem's clock, which drives all timers.</param>
    /// <param name="createLink">Creates a link to the function.</param>
    /// <param name="logger">Receives the log messages.</param>
    public SharedHost(
        MbimFunction function, FunctionProfile profile, HostAdmission place, ModemClock clock, Func<ModemLinkOptions, ModemLink> createLink, ILogger logger)
    {
        _function = function;
        _streams = new StreamOwners(function.Data);
        _maxOutstanding = profile.MaxOutstandingCommands;
        _place = place;
        _clock = clock;
        _createLink = createLink;
        _logger = logger;
        _host = new MbimHost<SharedRequest>(new MbimHostOptions { MaxControlTransfer = Math.Min(profile.MaxControlMessage, MaxControlTransfer) }, this);
    }

    /// <summary>Whether guests that are ready may give commands.</summary>
    public bool IsOpen => _host.State == MbimHostState.Open;

    /// <summary>The layouts that the function speaks.</summary>
    public MbimVersion Version { get; private set; } = Unextended;

    /// <summary>A guest comes. It is told <see cref="ISharedHostGuest.Ready"/> or <see cref="ISharedHostGuest.Lost"/> later.</summary>
    public SharedHostMember Join(ISharedHostGuest guest)
    {
        _idleTimer?.Cancel();
        _idleTimer = null;
        var member = new SharedHostMember(guest, _subscriptions.Add());
        _members.Add(member);
        if (_link is null)
        {
            _link = _createLink(new ModemLinkOptions { Name = "shared host", IsPeerGone = IsDeserted });
            _place.Request(_link);
        }
        else if (IsOpen)
        {
            var query = new HostCommand(BasicConnect.Id, BasicConnect.DeviceCaps.Number, MbimCommandType.Query, DeviceTimeout);
            _host.Command(query, [], _clock.Elapsed, new SharedRequest(SharedRequestPurpose.Liveness, member));
        }

        return member;
    }

    /// <summary>A guest leaves, and with it go its transaction ids and its subscriptions; the function is not told.</summary>
    public void Leave(SharedHostMember member)
    {
        if (!Forget(member))
        {
            return;
        }

        CloseStreamsOf(member);
        if (_members.Count > 0)
        {
            return;
        }

        if (_place.Holder == _link)
        {
            _idleTimer = _clock.Schedule(IdleLimit, () => Stop("no guests for 300 s"));
            _place.Reconsider();
        }
        else
        {
            Stop("its guests have disconnected");
        }
    }

    /// <summary>
    /// A guest's command. It waits while the function is opened again or has as many as it takes at once; a guest that has too many waiting is
    /// answered with BUSY. A stream that another guest has is none of its business: INVALID_PARAMETERS.
    /// </summary>
    public void Command(
        SharedHostMember member, uint transactionId, Guid service, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
    {
        var command = new HostCommand(service, cid, commandType, DeviceTimeout);
        var stream = StreamOwners.StreamOf(command, informationBuffer);
        if (IsCrowded(member))
        {
            Refuse(member, transactionId, command, MbimStatus.Busy);
        }
        else if (stream is { } connect && !_streams.TryBegin(member, connect, ref stream))
        {
            Refuse(member, transactionId, command, MbimStatus.InvalidParameters);
        }
        else
        {
            Send(member, command, informationBuffer, new SharedRequest(SharedRequestPurpose.Command, member, transactionId, Dss: stream));
        }
    }

    /// <summary>
    /// A guest's subscriptions. The function is told only when they change what it has to tell; then its answer
    /// completes the command, with <paramref name="echo"/> for an information buffer.
    /// </summary>
    /// <returns>Whether the command is complete already.</returns>
    public bool Subscribe(SharedHostMember member, uint transactionId, DeviceServiceSubscribeList list, ReadOnlySpan<byte> echo)
    {
        var set = new HostCommand(BasicConnect.Id, BasicConnect.DeviceServiceSubscribeList.Number, MbimCommandType.Set, DeviceTimeout);
        if (IsCrowded(member))
        {
            Refuse(member, transactionId, set, MbimStatus.Busy);
            return false;
        }

        if (!_subscriptions.Set(member.Subscription, list) && !_isListStale)
        {
            return true;
        }

        _isListStale = false;
        var request = new SharedRequest(SharedRequestPurpose.Subscribe, member, transactionId, echo.ToArray());
        if (MustQueue(member))
        {
            _turns.Add(member, new QueuedCommand(set, default, request));
        }
        else
        {
            SendSubscriptions(set, request);
        }

        return false;
    }

    /// <summary>Something has changed by which all guests may have gone, or need the function no longer: a newcomer may get the place behind this event.</summary>
    public void Reconsider() => _mayYield = true;

    /// <summary>Behind each event of the mailbox: takes what the function has sent, and sees whether the place was given or taken away.</summary>
    public void Advance()
    {
        TakeAll();
        if (_mayYield)
        {
            _mayYield = false;
            _place.Reconsider();
            if (_link?.CloseReason is { } reason)
            {
                Lose(reason);
            }
        }
    }

    private void TakeAll()
    {
        while (_link is { } link)
        {
            if (link.CloseReason is { } reason)
            {
                Lose(reason);
                return;
            }

            if (_place.Holder != link)
            {
                return;
            }

            if (_host.State == MbimHostState.Closed)
            {
                Open();
            }

            if (link.TryReceive(out var transfer))
            {
                using (transfer)
                {
                    _host.Receive(transfer.Span, _clock.Elapsed);
                }
            }
            else if (link.Data.TryReceive(out var block))
            {
                using (block)
                {
                    TakeData(block.Span);
                }
            }
            else
            {
                ArmHostTimer();
                return;
            }
        }
    }

    /// <summary>Gives up the place; the function stays as it is.</summary>
    public void Stop(string reason)
    {
        if (_link is { } link)
        {
            _place.Close(link, reason);
            Lose(reason);
        }
    }

    /// <summary>Gives memory back; behind <see cref="Stop"/>.</summary>
    public void Dispose() => _host.Dispose();

    private bool IsDeserted() => _members.TrueForAll(static member => member.Guest.IsGone);

    private bool Forget(SharedHostMember member)
    {
        member.HasLeft = true;
        _subscriptions.Remove(member.Subscription);
        _turns.Drop(member);
        return _members.Remove(member);
    }

    private void Open()
    {
        if (_hasOpened)
        {
            SharingLog.Reopening(_logger);
            RefuseQueued();
            _subscriptions.Reset();
            _isListStale = false;
            ChangeVersion(Unextended);
            ForgetStreams();
            _members.ForEach(member => member.Guest.Reopening());
        }

        _host.Open(_clock.Elapsed, new SharedRequest(SharedRequestPurpose.Open));
    }

    private void Lose(string reason)
    {
        // What is still queued on the link is thrown away.
        _link?.Detach(reason);
        _link = null;
        _idleTimer?.Cancel();
        _idleTimer = null;
        _hasOpened = false;
        Version = Unextended;
        ForgetStreams();
        SharedHostMember[] members = [.. _members];
        foreach (var member in members)
        {
            Forget(member);
        }

        _host.Disconnect();
        RefuseQueued();
        _subscriptions.Reset();
        _isListStale = false;
        foreach (var member in members)
        {
            member.Guest.Lost(reason);
        }
    }

    // One timer outlives many commands: it moves on to the deadline that is then in force.
    private void ArmHostTimer()
    {
        if (_host.NextDeadline is not { } due || (_hostTimer is not null && _hostTimerDue <= due))
        {
            return;
        }

        _hostTimer?.Cancel();
        _hostTimerDue = due;
        _hostTimer = _clock.Schedule(due - _clock.Elapsed, Tick);
    }

    private void Tick()
    {
        _hostTimer = null;
        _host.Tick(_clock.Elapsed);
    }
}
