using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimProtocol.Server;

/// <summary>
/// The answering side of MBIM as a state machine, the mirror of <see cref="Host.MbimHost{TState}"/>: OPEN and CLOSE, outstanding commands, fragments both
/// ways and the time between them, errors (MBIM 1.0, 9 and 10). It is without I/O, clock or threads, and without allocations once it has warmed up. The owner calls
/// it with what happened (a transfer came, time passed, there is an answer or a notification), one call at a time, and is called back with
/// commands to answer and transfers to send.
/// <para>
/// Times are on any clock that never goes back. After each call the owner looks at <see cref="NextDeadline"/> and calls <see cref="Tick"/> then;
/// calling it early is harmless.
/// </para>
/// </summary>
/// <example>
/// A device that knows one CID, which it answers at once:
/// <code>
/// internal sealed class RadioDevice : IMbimServerHandler
/// {
///     private readonly MbimServer _server;
///     private readonly Action&lt;byte[]&gt; _toHost;
///
///     public RadioDevice(Action&lt;byte[]&gt; toHost)
///     {
///         _toHost = toHost;
///         _server = new MbimServer(new MbimServerOptions(), this);
///     }
///
///     public void Receive(ReadOnlySpan&lt;byte&gt; transfer, TimeSpan now) => _server.Receive(transfer, now);
///
///     public void Send(ReadOnlySpan&lt;byte&gt; transfer) => _toHost(transfer.ToArray());
///
///     public void Command(Transaction transaction, in MbimMessage command)
///     {
///         if (command.DeviceServiceId == BasicConnect.Id &amp;&amp; command.Cid == BasicConnect.RadioState.Number)
///         {
///             transaction.Complete(new RadioStateInfo { HwRadioState = RadioSwitchState.On, SwRadioState = RadioSwitchState.On });
///         }
///         else
///         {
///             transaction.Fail(MbimStatus.NoDeviceSupport);
///         }
///     }
/// }
/// </code>
/// </example>
[SuppressMessage("Design", "CA1001", Justification = "What it may have to give back, Disconnect gives back, with which every server ends.")]
public sealed partial class MbimServer
{
    private readonly MbimServerOptions _options;
    private readonly IMbimServerHandler _handler;
    private readonly TransactionTable? _transactions;
    private readonly FragmentReassembler _fragments;
    private readonly MessageBuffer _message = new();
    private uint? _pendingOpen;

    /// <summary>Makes a server whose session is closed.</summary>
    public MbimServer(MbimServerOptions options, IMbimServerHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxControlTransfer, FragmentSplitter.MinMaxControlTransfer);
        _options = options;
        _handler = handler;
        _transactions = options.MaxOutstandingCommands is null ? null : new TransactionTable(this);
        _fragments = new FragmentReassembler(options.MaxMessageLength);
    }

    /// <summary>Whether the host has opened the session.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the host has opened the session, or waits for the answer to its OPEN.</summary>
    public bool HasOpened => IsOpen || _pendingOpen is not null;

    /// <summary>Whether there is a host to send to. There is one until <see cref="Disconnect"/>.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>The layouts that typed answers and notifications have; 1.0 until the owner says otherwise, and after each session.</summary>
    public MbimExVersion Version { get; set; } = MbimExVersion.V1;

    /// <summary>The largest transfer to the host, in bytes: the smaller one of what OPEN and the options say; 64 before the first OPEN.</summary>
    public uint MaxControlTransfer { get; private set; } = FragmentSplitter.MinMaxControlTransfer;

    /// <summary>Commands that wait for their answer.</summary>
    public int OutstandingCommands => _transactions?.Count ?? 0;

    /// <summary>How many whole messages were handled; what was refused before shows in <see cref="FunctionErrors"/>.</summary>
    public long ReceivedMessages { get; private set; }

    /// <summary>How many FUNCTION_ERROR messages there were for the host.</summary>
    public long FunctionErrors { get; private set; }

    /// <summary>How many HOST_ERROR messages came, CANCEL included.</summary>
    public long HostErrors { get; private set; }

    /// <summary>When to call <see cref="Tick"/>; null when nothing is awaited.</summary>
    public TimeSpan? NextDeadline => _fragments.Deadline;

    /// <summary>There is a host again. The session is as it was left.</summary>
    public void Connect() => IsConnected = true;

    /// <summary>The connection is gone: commands get no answer, an unfinished message is dropped with its memory, and nothing is sent. The session stays.</summary>
    public void Disconnect()
    {
        IsConnected = false;
        _transactions?.Clear();
        _fragments.Reset();
    }

    /// <summary>The session is over without a word, as when a device loses power.</summary>
    public void EndSession()
    {
        _fragments.Reset();
        if (HasOpened)
        {
            IsOpen = false;
            _pendingOpen = null;
            Version = MbimExVersion.V1;
            _transactions?.Clear();
            _handler.Closed();
        }
    }

    /// <summary>Answers the OPEN that <see cref="IMbimServerHandler.Opening"/> left unanswered.</summary>
    /// <returns>Whether there was one that still waits.</returns>
    public bool CompleteOpen(MbimStatus status)
    {
        if (_pendingOpen is not { } transactionId)
        {
            return false;
        }

        _pendingOpen = null;
        IsOpen = status == MbimStatus.Success;
        MbimMessageWriter.WriteOpenDone(_message, transactionId, status);
        Send();
        return true;
    }

    /// <summary>Answers a command with a typed information buffer, in the layout of <see cref="Version"/>.</summary>
    public void CommandDone<T>(uint transactionId, Guid service, uint cid, MbimStatus status, in T value)
        where T : IInformationBuffer<T>
    {
        MbimMessageWriter.WriteCommandDone(_message, transactionId, service, cid, status, value, Version);
        Send();
    }

    /// <summary>Answers a command with raw bytes as its information buffer.</summary>
    public void CommandDone(uint transactionId, Guid service, uint cid, MbimStatus status, ReadOnlySpan<byte> informationBuffer)
    {
        MbimMessageWriter.WriteCommandDone(_message, transactionId, service, cid, status, informationBuffer);
        Send();
    }

    /// <summary>Sends a notification with a typed information buffer, in the layout of <see cref="Version"/>. Whether the host wants it, the owner knows.</summary>
    public void IndicateStatus<T>(Guid service, uint cid, in T value)
        where T : IInformationBuffer<T>
    {
        MbimMessageWriter.WriteIndicateStatus(_message, service, cid, value, Version);
        Send();
    }

    /// <summary>Sends a notification with raw bytes as its information buffer. Whether the host wants it, the owner knows.</summary>
    public void IndicateStatus(Guid service, uint cid, ReadOnlySpan<byte> informationBuffer)
    {
        MbimMessageWriter.WriteIndicateStatus(_message, service, cid, informationBuffer);
        Send();
    }

    /// <summary>Sends a FUNCTION_ERROR.</summary>
    public void FunctionError(uint transactionId, MbimProtocolError error)
    {
        FunctionErrors++;
        MbimMessageWriter.WriteFunctionError(_message, transactionId, error);
        Send();
    }

    /// <summary>Sends a whole message that <see cref="IMbimServerHandler.Sending"/> kept, or one of the owner's own, in as many transfers as it takes.</summary>
    public void SendTransfers(ReadOnlySpan<byte> message)
    {
        if (_options.SendsWholeMessages || message.Length <= MaxControlTransfer)
        {
            _handler.Send(message);
        }
        else
        {
            SendFragments(new FragmentSplitter(message, MaxControlTransfer));
        }
    }

    internal void Answer<T>(TransactionState state, MbimStatus status, in T value)
        where T : IInformationBuffer<T>
    {
        _transactions!.End(state);
        CommandDone(state.TransactionId, state.Service, state.Cid, status, value);
    }

    internal void Answer(TransactionState state, MbimStatus status, ReadOnlySpan<byte> informationBuffer)
    {
        _transactions!.End(state);
        CommandDone(state.TransactionId, state.Service, state.Cid, status, informationBuffer);
    }

    // The message leaves the buffer before the owner sees it, who may have others written meanwhile.
    private void Send()
    {
        var bytes = _message.Take(out var rented);
        if (IsConnected && _handler.Sending(MbimMessage.OfWritten(bytes)))
        {
            if (_options.SendsWholeMessages || bytes.Length <= MaxControlTransfer)
            {
                _handler.SendRented(rented, bytes.Length);
                return;
            }

            SendFragments(new FragmentSplitter(bytes, MaxControlTransfer));
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    private void SendFragments(in FragmentSplitter fragments)
    {
        for (var index = 0; index < fragments.Count; index++)
        {
            var rented = ArrayPool<byte>.Shared.Rent(fragments.GetSize(index));
            _handler.SendRented(rented, fragments.Write(index, rented));
        }
    }
}
