using System.Runtime.InteropServices;

namespace MbimProtocol.Server;

/// <summary>The outstanding commands by their transaction ids.</summary>
/// <param name="server">The server that they belong to.</param>
internal sealed class TransactionTable(MbimServer server)
{
    private readonly Dictionary<uint, TransactionState> _outstanding = [];
    private readonly Stack<TransactionState> _free = new();

    /// <summary>How many commands are outstanding.</summary>
    public int Count => _outstanding.Count;

    /// <summary>Whether a command with this id is outstanding.</summary>
    public bool Contains(uint transactionId) => _outstanding.ContainsKey(transactionId);

    /// <summary>Begins a command, unless one with this id is outstanding.</summary>
    public bool TryBegin(uint transactionId, Guid service, uint cid, out Transaction transaction)
    {
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_outstanding, transactionId, out var exists);
        if (exists)
        {
            transaction = default;
            return false;
        }

        state = _free.TryPop(out var free) ? free : new TransactionState(server);
        state.TransactionId = transactionId;
        state.Service = service;
        state.Cid = cid;
        transaction = new Transaction(state);
        return true;
    }

    /// <summary>Ends a command: every handle to it is dead.</summary>
    public void End(TransactionState state)
    {
        _outstanding.Remove(state.TransactionId);
        state.Generation++;
        _free.Push(state);
    }

    /// <summary>Ends the command with this id, if there is one.</summary>
    public void Cancel(uint transactionId)
    {
        if (_outstanding.TryGetValue(transactionId, out var state))
        {
            End(state);
        }
    }

    /// <summary>Ends all commands.</summary>
    public void Clear()
    {
        foreach (var state in _outstanding.Values)
        {
            state.Generation++;
            _free.Push(state);
        }

        _outstanding.Clear();
    }
}
