using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Function;

/// <summary>One outstanding COMMAND, in the hands of its handler, which answers once, now or later.</summary>
public sealed class Transaction
{
    /// <summary>The host's transaction id.</summary>
    public uint TransactionId => throw new NotImplementedException();

    /// <summary>The layouts that this host agreed on.</summary>
    public MbimExVersion Version { get => throw new NotImplementedException(); }

    /// <summary>False once it was answered, cancelled, or the function closed; answering then does nothing.</summary>
    public bool IsOutstanding => throw new NotImplementedException();

    /// <summary>COMMAND_DONE with SUCCESS and this buffer.</summary>
    public void Complete<T>(in T answer) where T : IInformationBuffer<T> => throw new NotImplementedException();

    /// <summary>COMMAND_DONE with SUCCESS and an empty buffer.</summary>
    public void Complete() => throw new NotImplementedException();

    /// <summary>COMMAND_DONE with a failing status and an empty buffer.</summary>
    public void Fail(MbimStatus status) => throw new NotImplementedException();

    /// <summary>COMMAND_DONE with a failing status and a whole buffer: REGISTER_STATE, PACKET_SERVICE, CONNECT and SERVICE_ACTIVATION alone.</summary>
    public void Fail<T>(MbimStatus status, in T answer) where T : IInformationBuffer<T> => throw new NotImplementedException();
}

/// <summary>Where the modem's notifications go.</summary>
public interface INotificationSink
{
    /// <summary>Sends an INDICATE_STATUS to the host if it subscribed to the CID.</summary>
    void Indicate<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, in TResponse value)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>;
}

/// <summary>Who handles which CID and operation.</summary>
public sealed class ServiceDispatcher
{
    /// <summary>Handles the queries of a CID.</summary>
    public void OnQuery<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TQuery> handler)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> => throw new NotImplementedException();

    /// <summary>Handles the sets of a CID.</summary>
    public void OnSet<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TSet> handler)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> => throw new NotImplementedException();
}

/// <summary>The modem group's time: timers whose actions run in its mailbox.</summary>
public sealed class ModemClock
{
    /// <summary>Now, by the group's TimeProvider.</summary>
    public DateTimeOffset UtcNow => throw new NotImplementedException();

    /// <summary>Runs <paramref name="action"/> in the mailbox after <paramref name="delay"/>.</summary>
    public ModemTimer Schedule(TimeSpan delay, Action action) => throw new NotImplementedException();
}

/// <summary>A timer that has been scheduled.</summary>
public sealed class ModemTimer
{
    /// <summary>It does not run any more; nothing happens when it has run.</summary>
    public void Cancel() => throw new NotImplementedException();
}

/// <summary>One of the independent streams of chance, keyed by seed, modem and consumer.</summary>
public sealed class RandomStream
{
    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below) => throw new NotImplementedException();
}
