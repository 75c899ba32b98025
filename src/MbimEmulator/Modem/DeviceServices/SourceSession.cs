using MbimEmulator.Profiles;
using MbimEmulator.Time;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>What a source sends on one session. Chance is keyed by the session's id, so that sessions do not change each other's data.</summary>
internal sealed class SourceSession(byte id, SourceProfile profile, DeviceServiceContext context)
{
    // Zero would send for ever within one event.
    private readonly TimeSpan _every = profile.Every > TimeSpan.Zero ? profile.Every : TimeSpan.FromMilliseconds(1);
    private readonly SourceStep[] _script = [.. profile.Script.OrderBy(step => step.At)];
    private readonly RandomStream _random = context.Random.Fork($"session {id}");
    private byte[] _buffer = [];
    private ModemTimer? _timer;
    private int _next;
    private int _patternOffset;

    public void Start() => Wait(TimeSpan.Zero);

    public void Stop() => _timer?.Cancel();

    private void Wait(TimeSpan now)
    {
        if (_script.Length == 0)
        {
            _timer = context.Schedule(_every, () =>
            {
                Send(profile.Size);
                Wait(TimeSpan.Zero);
            });
        }
        else if (_next < _script.Length)
        {
            var step = _script[_next++];
            _timer = context.Schedule(step.At - now, () =>
            {
                if (step.Bytes.Count > 0)
                {
                    context.Send(id, step.Bytes.AsSpan());
                }
                else
                {
                    Send(step.Size);
                }

                Wait(step.At);
            });
        }
    }

    private void Send(int size)
    {
        Array.Resize(ref _buffer, Math.Max(_buffer.Length, size));
        var datagram = _buffer.AsSpan(0, size);
        if (profile.Pattern.Count == 0)
        {
            _random.Fill(datagram);
        }
        else
        {
            foreach (ref var value in datagram)
            {
                value = profile.Pattern[_patternOffset];
                _patternOffset = (_patternOffset + 1) % profile.Pattern.Count;
            }
        }

        context.Send(id, datagram);
    }
}
