using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>
/// The modem's log on streams. It is configured by MODEM_LOGGING_CONFIG of the Basic Connect Extensions and by its own CIDs, whose buffer is
/// the same. The log runs while a session is open; it goes on when the modem recovers.
/// </summary>
internal sealed class ModemLogBehaviour : IDeviceServiceBehaviour
{
    /// <summary>The stream that Windows opens for the modem's log.</summary>
    public static readonly Guid TransferService = new("0ebb1ceb-af2d-484d-8df3-53bc51fd162c");

    private static readonly ModemLoggingConfig Initial =
        new() { Version = 1, MaxSegmentSize = 4, MaxFlushTime = 1000, LevelConfig = ModemLoggingLevel.Prod };

    private readonly DeviceServiceContext _context;
    private readonly ModemLogProfile _profile;
    private readonly ModemLogSegment _segment;
    private readonly SortedSet<byte> _sessions = [];
    private ModemTimer? _recordTimer;
    private ModemTimer? _flushTimer;

    public ModemLogBehaviour(DeviceServiceContext context)
    {
        _context = context;
        _profile = context.Service.Behaviour as ModemLogProfile ?? new ModemLogProfile();
        _segment = new ModemLogSegment(context);
        Config = Fit(Initial);
    }

    /// <summary>What is in force.</summary>
    public ModemLoggingConfig Config { get; private set; }

    /// <summary>Called when <see cref="Config"/> has changed.</summary>
    public Action<ModemLoggingConfig> Configured { get; set; } = static _ => { };

    public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
    {
        if (commandType == MbimCommandType.Query)
        {
            transaction.Complete(Config);
        }
        else if (ModemLoggingConfig.TryRead(informationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var wanted, out _))
        {
            Configure(transaction, wanted);
        }
        else
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
    }

    /// <summary>A set; values that the modem cannot do become the nearest that it can.</summary>
    public void Configure(Transaction transaction, ModemLoggingConfig wanted)
    {
        if (wanted.Version != 1 || !Enum.IsDefined(wanted.LevelConfig))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        var before = Config;
        Config = Fit(wanted);
        transaction.Complete(Config);
        if (Config != before)
        {
            Announce();
            Restart();
        }
    }

    public void OnSessionOpened(byte sessionId)
    {
        _sessions.Add(sessionId);
        if (_sessions.Count == 1)
        {
            Restart();
        }
    }

    public void OnSessionClosed(byte sessionId)
    {
        _sessions.Remove(sessionId);
        if (_sessions.Count == 0)
        {
            Stop();
        }
    }

    public void OnReset(ModemReset reset)
    {
        if (reset == ModemReset.Power)
        {
            Config = Fit(Initial);
        }
        else if (_sessions.Count > 0)
        {
            Add("SYS", "recovered");
        }
    }

    private ModemLoggingConfig Fit(ModemLoggingConfig wanted) => wanted with
    {
        MaxSegmentSize = Math.Clamp(wanted.MaxSegmentSize, 1, (uint)_profile.MaxSegmentSize),
        MaxFlushTime = Math.Max(wanted.MaxFlushTime, (uint)_profile.MinFlushTime.TotalMilliseconds),
    };

    private void Announce()
    {
        Span<byte> bytes = stackalloc byte[Config.GetSize(MbimExVersion.V1)];
        Config.Write(bytes, MbimExVersion.V1);
        foreach (var cid in _context.Service.Cids)
        {
            _context.Indicate(cid, bytes);
        }

        Configured(Config);
    }

    private void Restart()
    {
        if (_sessions.Count == 0)
        {
            return;
        }

        Flush();
        WaitForRecord();
    }

    private void Stop()
    {
        _recordTimer?.Cancel();
        _flushTimer?.Cancel();
        _segment.Clear();
    }

    private void WaitForRecord()
    {
        _recordTimer?.Cancel();
        var rate = _profile.RecordsPerSecond.Of(Config.LevelConfig);
        if (rate > 0)
        {
            _recordTimer = _context.Schedule(TimeSpan.FromSeconds(1.0 / rate), () =>
            {
                var (module, message) = ModemLogEvents.Draw(_context.Random);
                Add(module, message);
                WaitForRecord();
            });
        }
    }

    private void Add(string module, string message)
    {
        if (!_segment.TryAdd(Config, module, message))
        {
            Flush();
            _segment.TryAdd(Config, module, message);
        }
    }

    private void Flush()
    {
        foreach (var session in _sessions)
        {
            _segment.Send(session);
        }

        _segment.Clear();
        _flushTimer?.Cancel();
        _flushTimer = _context.Schedule(TimeSpan.FromMilliseconds(Config.MaxFlushTime), Flush);
    }
}
