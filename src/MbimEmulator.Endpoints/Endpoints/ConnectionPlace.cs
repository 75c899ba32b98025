using Microsoft.AspNetCore.Connections;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>A connection's place at its endpoint: its own as soon as it has sent a valid message, until then as long as no newcomer needs it.</summary>
internal sealed class ConnectionPlace : IDisposable
{
    private readonly ConnectionGate _gate;
    private readonly ConnectionContext _connection;
    private volatile bool _isHeard;

    public ConnectionPlace(ConnectionGate gate, ConnectionContext connection)
    {
        _gate = gate;
        _connection = connection;
        OfGate = new LinkedListNode<ConnectionPlace>(this);
        OfBudget = new LinkedListNode<ConnectionPlace>(this);
    }

    /// <summary>Where it stands among the silent ones of its endpoint.</summary>
    public LinkedListNode<ConnectionPlace> OfGate { get; }

    /// <summary>Where it stands among those of all endpoints.</summary>
    public LinkedListNode<ConnectionPlace> OfBudget { get; }

    /// <summary>Whether it is counted.</summary>
    public bool IsTaken { get; set; } = true;

    /// <summary>Its endpoint.</summary>
    public ConnectionGate Gate => _gate;

    /// <summary>The connection has sent a valid message; to be called for each of them.</summary>
    public void Heard()
    {
        if (!_isHeard)
        {
            _isHeard = true;
            _gate.Hear(this);
        }
    }

    /// <summary>Ends the connection for a newcomer.</summary>
    public void Close() => _connection.Abort(new ConnectionAbortedException("it had sent no valid message when a newcomer needed its place"));

    /// <summary>Gives the place up.</summary>
    public void Dispose() => _gate.Leave(this);
}
