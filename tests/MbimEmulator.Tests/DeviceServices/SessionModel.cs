using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>
/// What the documentation and the chosen defaults say of device services, as simply as it can be said: one modem, two services with data and one
/// without, streams that take one tick to open or close.
/// </summary>
internal sealed class SessionModel(int maxSessions, int[] maxInstances)
{
    private readonly List<Session> _sessions = [];

    public bool IsPresent { get; private set; } = true;

    public bool IsAsleep { get; private set; }

    public List<(int Client, uint RequestId, HResult Status)> Expected { get; } = [];

    public List<(MobileBroadbandCid Event, uint State)> Told { get; } = [];

    public HashSet<(int Client, int Service)> CommandSessions { get; } = [];

    public int Places => _sessions.Count;

    public int OpenStreams => _sessions.Count(s => s.Phase == Phase.Open);

    public bool IsOpen(int client, int service) => Find(client, service)?.Phase == Phase.Open;

    /// <summary>What a call returns; one that is accepted has no request id yet.</summary>
    public HResult Judge(MobileBroadbandCid method, int client, int service, int length) => method switch
    {
        _ when IsAsleep => HResult.NotReady,
        _ when !IsPresent => HResult.NotFound,
        MobileBroadbandCid.OpenDataSession => JudgeOpen(client, service),
        MobileBroadbandCid.CloseDataSession => IsOpen(client, service) ? HResult.Ok : HResult.OpenFailed,
        MobileBroadbandCid.WriteData when maxInstances[service] == 0 => HResult.NotSupported,
        MobileBroadbandCid.WriteData when !IsOpen(client, service) => HResult.OpenFailed,
        MobileBroadbandCid.WriteData => length > 1000 ? HResult.BufferOverflow : HResult.Ok,
        MobileBroadbandCid.CloseCommandSession or MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand
            when !CommandSessions.Contains((client, service)) => HResult.OpenFailed,
        _ => HResult.Ok,
    };

    /// <summary>An accepted call has been given its id.</summary>
    public void Accept(MobileBroadbandCid method, int client, int service, uint requestId)
    {
        switch (method)
        {
            case MobileBroadbandCid.OpenDataSession:
                _sessions.Add(new Session { Client = client, Service = service, Phase = Phase.Opening, Pending = requestId });
                break;
            case MobileBroadbandCid.CloseDataSession:
                var session = Find(client, service)!;
                session.Phase = Phase.Closing;
                session.Pending = requestId;
                break;
            case MobileBroadbandCid.OpenCommandSession:
                CommandSessions.Add((client, service));
                Complete(client, requestId, HResult.Ok);
                break;
            case MobileBroadbandCid.CloseCommandSession:
                CommandSessions.Remove((client, service));
                Complete(client, requestId, HResult.Ok);
                break;
            default:
                Complete(client, requestId, HResult.Ok);
                break;
        }
    }

    public void Tick()
    {
        var restoring = _sessions.Any(s => s.IsRestoring);
        foreach (var session in _sessions.ToList())
        {
            Complete(session.Client, session.Pending, HResult.Ok);
            session.Pending = 0;
            session.IsRestoring = false;
            if (session.Phase == Phase.Closing)
            {
                _sessions.Remove(session);
            }
            else if (session.Phase == Phase.Opening)
            {
                session.Phase = session.IsAbandoned ? Phase.Closing : Phase.Open;
            }
        }

        if (restoring)
        {
            Tell(MobileBroadbandCid.SessionsStateChange, 0);
        }
    }

    public void Disconnect(int client)
    {
        foreach (var session in _sessions.Where(s => s.Client == client))
        {
            session.IsAbandoned = true;
            session.Client = -1;
            session.Pending = 0;
            session.Phase = session.Phase == Phase.Opening ? Phase.Opening : Phase.Closing;
        }

        CommandSessions.RemoveWhere(s => s.Client == client);
        Expected.RemoveAll(e => e.Client == client);
    }

    public void Reset()
    {
        if (!IsPresent)
        {
            return;
        }

        FailPending(HResult.MbnFailure);
        _sessions.RemoveAll(s => s.Phase != Phase.Open && (!s.IsRestoring || s.IsAbandoned));
        foreach (var session in _sessions)
        {
            session.Phase = Phase.Opening;
            session.IsRestoring = true;
        }

        if (_sessions.Count == 0)
        {
            Tell(MobileBroadbandCid.SessionsStateChange, 0);
        }
    }

    public void Remove()
    {
        if (IsPresent)
        {
            FailPending(HResult.MbnFailure);
            _sessions.Clear();
            CommandSessions.Clear();
            IsPresent = false;
            Tell(MobileBroadbandCid.InterfaceStateChange, 1);
        }
    }

    public void Insert()
    {
        if (!IsPresent)
        {
            IsPresent = true;
            Tell(MobileBroadbandCid.InterfaceStateChange, 0);
        }
    }

    public void Sleep()
    {
        FailPending(HResult.NotReady);
        foreach (var session in _sessions.Where(s => s.Phase == Phase.Opening && !s.IsRestoring))
        {
            session.IsAbandoned = true;
        }

        IsAsleep = true;
    }

    public void Resume()
    {
        if (IsAsleep)
        {
            IsAsleep = false;
            if (IsPresent && (_sessions.Count > 0 || CommandSessions.Count > 0))
            {
                Tell(MobileBroadbandCid.SessionsStateChange, 0);
            }
        }
    }

    private HResult JudgeOpen(int client, int service)
    {
        if (maxInstances[service] == 0)
        {
            return HResult.NotSupported;
        }

        return Find(client, service) is not null || _sessions.Count >= maxSessions || _sessions.Count(s => s.Service == service) >= maxInstances[service]
            ? HResult.TooManySessions
            : HResult.Ok;
    }

    private Session? Find(int client, int service) => _sessions.Find(s => s.Client == client && s.Service == service);

    private void FailPending(HResult status)
    {
        foreach (var session in _sessions)
        {
            Complete(session.Client, session.Pending, status);
            session.Pending = 0;
        }
    }

    private void Complete(int client, uint requestId, HResult status)
    {
        if (requestId != 0 && client >= 0)
        {
            Expected.Add((client, requestId, status));
        }
    }

    private void Tell(MobileBroadbandCid cid, uint state) => Told.Add((cid, state));

    private enum Phase
    {
        Opening,
        Open,
        Closing,
    }

    private sealed class Session
    {
        public int Client { get; set; }

        public int Service { get; init; }

        public Phase Phase { get; set; }

        public uint Pending { get; set; }

        public bool IsAbandoned { get; set; }

        public bool IsRestoring { get; set; }
    }
}
