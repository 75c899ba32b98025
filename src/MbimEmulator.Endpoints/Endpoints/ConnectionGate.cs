using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Decides who gets a place at one endpoint.</summary>
/// <param name="budget">What the endpoint shares with others.</param>
/// <param name="logger">Told when there is no more room, at most once a minute.</param>
/// <param name="isControl">Whether it is the control API's, whose clients do not count together with hosts and may use a part of the reserve.</param>
internal sealed class ConnectionGate(ConnectionBudget budget, ILogger logger, bool isControl = false)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly LinkedList<ConnectionPlace> _silent = new();
    private int _count;
    private long? _said;

    /// <summary>A place for a new connection; null refuses it.</summary>
    /// <param name="connection">The connection; it has the place among its features.</param>
    /// <param name="endpoint">The endpoint's address, for log messages.</param>
    public ConnectionPlace? TryEnter(ConnectionContext connection, string endpoint)
    {
        var areDescriptorsShort = Descriptors.AreShort(isControl ? Descriptors.ControlReserve : Descriptors.Reserve);
        ConnectionPlace? place = null;
        ConnectionPlace? closed = null;
        string? reason;
        lock (budget.Lock)
        {
            (reason, var silent) = _count >= budget.PerEndpoint ? ($"it has {_count} connections (--max-connections)", _silent)
                : !isControl && budget.Count >= budget.Total ? ($"all endpoints together have {budget.Count} connections (--max-connections-total)", budget.Silent)
                : areDescriptorsShort ? ($"few of the {Descriptors.Limit} file descriptors are left (ulimit -n)", OldestFirst())
                : (null, _silent);
            if (reason is not null && silent.First is { } oldest)
            {
                closed = oldest.Value;
                Remove(closed);
            }

            if (reason is null || closed is not null)
            {
                place = new ConnectionPlace(this, connection);
                Add(place);
            }

            reason = IsNews(reason) ? reason : null;
        }

        closed?.Close();
        if (reason is not null)
        {
            EndpointLog.Full(logger, endpoint, reason);
        }

        if (place is not null)
        {
            connection.Features.Set(place);
        }

        return place;
    }

    /// <summary>The oldest silent connection is closed, if there is one: nothing more can be accepted.</summary>
    public void MakeRoom()
    {
        ConnectionPlace? closed;
        lock (budget.Lock)
        {
            closed = OldestFirst().First?.Value;
            if (closed is not null)
            {
                Remove(closed);
            }
        }

        closed?.Close();
    }

    /// <summary>A connection is silent no more.</summary>
    public void Hear(ConnectionPlace place)
    {
        lock (budget.Lock)
        {
            Unlist(place);
        }
    }

    /// <summary>A connection has ended.</summary>
    public void Leave(ConnectionPlace place)
    {
        lock (budget.Lock)
        {
            Remove(place);
        }
    }

    private LinkedList<ConnectionPlace> OldestFirst() => _silent.Count > 0 && isControl ? _silent : budget.Silent;

    // At a bound every newcomer would be news.
    private bool IsNews(string? reason)
    {
        if (reason is null || (_said is { } said && TimeProvider.System.GetElapsedTime(said) < Silence))
        {
            return false;
        }

        _said = TimeProvider.System.GetTimestamp();
        return true;
    }

    private void Add(ConnectionPlace place)
    {
        _count++;
        _silent.AddLast(place.OfGate);
        if (!isControl)
        {
            budget.Count++;
            budget.Silent.AddLast(place.OfBudget);
        }
    }

    // A place of another endpoint may be given up here.
    private static void Remove(ConnectionPlace place)
    {
        if (place.IsTaken)
        {
            place.IsTaken = false;
            place.Gate.Free(place);
        }
    }

    private void Free(ConnectionPlace place)
    {
        Unlist(place);
        _count--;
        if (!isControl)
        {
            budget.Count--;
        }
    }

    private void Unlist(ConnectionPlace place)
    {
        if (place.OfGate.List is not null)
        {
            _silent.Remove(place.OfGate);
        }

        if (place.OfBudget.List is not null)
        {
            budget.Silent.Remove(place.OfBudget);
        }
    }
}
