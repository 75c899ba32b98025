using System.Buffers;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimProtocol.Host;

/// <summary>
/// The host's side of MBIM as a state machine: without I/O, clock or threads, and without allocations once it has warmed up. The owner calls it
/// with what happened (a transfer came, time passed, somebody asks), one call at a time, and is called back with transfers to send, ends of
/// requests and notifications.
/// <para>
/// Times are on any clock that never goes back. After each call the owner looks at <see cref="NextDeadline"/> and calls <see cref="Tick"/> then;
/// calling it early is harmless.
/// </para>
/// </summary>
/// <typeparam name="TState">What the owner attaches to a request, to know it again at its end.</typeparam>
public sealed partial class MbimHost<TState> : IDisposable
{
    private readonly MbimHostOptions _options;
    private readonly IMbimHostHandler<TState> _handler;
    private readonly Dictionary<uint, HostRequest<TState>> _outstanding = [];
    private readonly Stack<HostRequest<TState>> _free = new();
    private readonly List<uint> _sweep = [];
    private readonly ArrayBufferWriter<byte> _message = new(256);
    private readonly FragmentReassembler _answers;
    private readonly FragmentReassembler _indications;
    private byte[] _fragment = [];

    private bool _isAttached;

    // May be earlier than the true one, after a request with it ended.
    private TimeSpan _earliest = TimeSpan.MaxValue;

    /// <summary>Makes a host in the state Closed.</summary>
    public MbimHost(MbimHostOptions options, IMbimHostHandler<TState> handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxControlTransfer, FragmentSplitter.MinMaxControlTransfer);
        _options = options;
        _handler = handler;
        _answers = new FragmentReassembler(options.MaxMessageLength);
        _indications = new FragmentReassembler(options.MaxMessageLength);
        NextTransactionId = options.FirstTransactionId;
    }

    /// <summary>The session's state.</summary>
    public MbimHostState State { get; private set; }

    /// <summary>Requests that have not ended.</summary>
    public int OutstandingCount => _outstanding.Count;

    /// <summary>Transfers that answered nothing outstanding, came while the session was not open, or are not for a host; they were ignored.</summary>
    public long StrayTransfers { get; private set; }

    /// <summary>Transfers that could not be read; they were dropped.</summary>
    public long MalformedTransfers { get; private set; }

    /// <summary>When to call <see cref="Tick"/>; null when nothing is awaited.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            var next = Earlier(_earliest, Earlier(_answers.Deadline ?? TimeSpan.MaxValue, _indications.Deadline ?? TimeSpan.MaxValue));
            return next == TimeSpan.MaxValue ? null : next;
        }
    }

    /// <summary>
    /// Takes up a session that is there without OPEN: one that was left open, or the connection to an mbim-proxy, which takes commands before OPEN.
    /// The state must be Closed, and is Open then.
    /// </summary>
    public void Attach()
    {
        Require(MbimHostState.Closed);
        State = MbimHostState.Open;
        _isAttached = true;
    }

    /// <summary>
    /// Sends OPEN, again and again until it is answered or the time is over. The state must be Closed, or Open by <see cref="Attach"/>: then
    /// notifications are taken meanwhile.
    /// </summary>
    /// <returns>The transaction id, for <see cref="Cancel"/>; it stays valid until the OPEN is repeated.</returns>
    public uint Open(TimeSpan now, TState state)
    {
        if (State != MbimHostState.Open || !_isAttached)
        {
            Require(MbimHostState.Closed);
            _isAttached = false;
        }

        State = MbimHostState.Opening;
        var request = Rent(MbimMessageType.Open, state);
        request.GiveUp = Add(now, _options.OpenTimeout);
        SendOpen(request, now);
        return request.TransactionId;
    }

    /// <summary>Sends CLOSE. What is outstanding ends as Closed at once. The state must be Open or Opening.</summary>
    public uint Close(TimeSpan now, TState state)
    {
        if (State is MbimHostState.Closed or MbimHostState.Closing)
        {
            Require(MbimHostState.Open);
        }

        State = MbimHostState.Closing;
        DropHalfIndication();
        EndAll(HostOutcome.Closed, default);
        var request = Rent(MbimMessageType.Close, state);
        Enlist(request, Add(now, _options.CloseTimeout));
        _message.ResetWrittenCount();
        MbimMessageWriter.WriteClose(_message, request.TransactionId);
        _handler.Send(_message.WrittenSpan);
        return request.TransactionId;
    }

    /// <summary>Sends a COMMAND with raw bytes as its information buffer, in fragments where it is longer than MaxControlTransfer.</summary>
    /// <returns>The transaction id, for <see cref="Cancel"/>.</returns>
    /// <exception cref="InvalidOperationException">The state is not Open.</exception>
    public uint Command(in HostCommand command, ReadOnlySpan<byte> informationBuffer, TimeSpan now, TState state)
    {
        Require(MbimHostState.Open);
        _message.ResetWrittenCount();
        var transactionId = TakeTransactionId();
        MbimMessageWriter.WriteCommand(
            _message, transactionId, command.DeviceServiceId, command.Cid, command.CommandType, informationBuffer);
        return SendCommand(command, transactionId, now, state);
    }

    /// <summary>Sends a COMMAND with a typed information buffer, in fragments where it is longer than MaxControlTransfer.</summary>
    /// <returns>The transaction id, for <see cref="Cancel"/>.</returns>
    /// <exception cref="InvalidOperationException">The state is not Open.</exception>
    public uint Command<T>(in HostCommand command, in T value, MbimExVersion version, TimeSpan now, TState state)
        where T : IInformationBuffer<T>
    {
        Require(MbimHostState.Open);
        _message.ResetWrittenCount();
        var transactionId = TakeTransactionId();
        MbimMessageWriter.WriteCommand(
            _message, transactionId, command.DeviceServiceId, command.Cid, command.CommandType, value, version);
        return SendCommand(command, transactionId, now, state);
    }

    /// <summary>Ends an outstanding OPEN or COMMAND as Cancelled; tells the function of the COMMAND by HOST_ERROR. False when it has ended.</summary>
    public bool Cancel(uint transactionId)
    {
        if (!_outstanding.TryGetValue(transactionId, out var request) || request.Type == MbimMessageType.Close)
        {
            return false;
        }

        GiveUp(request, HostOutcome.Cancelled);
        return true;
    }

    /// <summary>The connection is gone: the state is Closed, and what is outstanding ends as Disconnected.</summary>
    public void Disconnect()
    {
        State = MbimHostState.Closed;
        DropHalfIndication();
        EndAll(HostOutcome.Disconnected, default);
    }

    /// <summary>Gives back the memory of unfinished fragments.</summary>
    public void Dispose()
    {
        _answers.Dispose();
        _indications.Dispose();
    }

    /// <summary>Where the search for a free transaction id begins.</summary>
    internal uint NextTransactionId { get; set; }

    private static TimeSpan Earlier(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Add(TimeSpan now, TimeSpan duration) =>
        duration == Timeout.InfiniteTimeSpan || duration > TimeSpan.MaxValue - now ? TimeSpan.MaxValue : now + duration;

    private void Require(MbimHostState state)
    {
        if (State != state)
        {
            throw new InvalidOperationException($"The MBIM session must be {state} for this, but is {State}.");
        }
    }

    private uint TakeTransactionId()
    {
        while (NextTransactionId == 0 || _outstanding.ContainsKey(NextTransactionId))
        {
            NextTransactionId++;
        }

        return NextTransactionId++;
    }

    private HostRequest<TState> Rent(MbimMessageType type, TState state)
    {
        if (!_free.TryPop(out var request))
        {
            request = new HostRequest<TState>();
        }

        request.Type = type;
        request.State = state;
        request.TransactionId = 0;
        request.DeviceServiceId = Guid.Empty;
        request.Cid = 0;
        return request;
    }

    private void Enlist(HostRequest<TState> request, TimeSpan deadline)
    {
        if (request.TransactionId == 0)
        {
            request.TransactionId = TakeTransactionId();
        }

        request.Deadline = deadline;
        _outstanding.Add(request.TransactionId, request);
        _earliest = Earlier(_earliest, deadline);
    }

    private void SendOpen(HostRequest<TState> request, TimeSpan now)
    {
        request.TransactionId = 0;
        Enlist(request, Earlier(Add(now, _options.OpenRetryInterval), request.GiveUp));
        _message.ResetWrittenCount();
        MbimMessageWriter.WriteOpen(_message, request.TransactionId, _options.MaxControlTransfer);
        _handler.Send(_message.WrittenSpan);
    }

    private uint SendCommand(in HostCommand command, uint transactionId, TimeSpan now, TState state)
    {
        var request = Rent(MbimMessageType.Command, state);
        request.TransactionId = transactionId;
        request.DeviceServiceId = command.DeviceServiceId;
        request.Cid = command.Cid;
        Enlist(request, Add(now, command.Timeout));

        var splitter = new FragmentSplitter(_message.WrittenSpan, _options.MaxControlTransfer);
        if (splitter.Count == 1)
        {
            _handler.Send(_message.WrittenSpan);
            return transactionId;
        }

        if (_fragment.Length == 0)
        {
            _fragment = new byte[_options.MaxControlTransfer];
        }

        for (var index = 0; index < splitter.Count; index++)
        {
            _handler.Send(_fragment.AsSpan(0, splitter.Write(index, _fragment)));
        }

        return transactionId;
    }

    private void SendHostError(uint transactionId, MbimProtocolError error)
    {
        if (State != MbimHostState.Open)
        {
            return;
        }

        _message.ResetWrittenCount();
        MbimMessageWriter.WriteHostError(_message, transactionId, error);
        _handler.Send(_message.WrittenSpan);
    }

    // Half an answer goes with its command.
    private void DropHalfIndication()
    {
        // One that is complete may still be in somebody's hands: its memory stays until the next one.
        if (_indications.IsPending)
        {
            _indications.Reset();
        }
    }
}
