namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Keeps a least time between writes.</summary>
internal sealed class Pacer(TimeSpan pacing, TimeProvider time)
{
    private long _last;

    /// <summary>Completes when the next write may go, and takes that as its time.</summary>
    public ValueTask WaitAsync()
    {
        if (pacing <= TimeSpan.Zero)
        {
            return ValueTask.CompletedTask;
        }

        var left = _last == 0 ? TimeSpan.Zero : pacing - time.GetElapsedTime(_last);
        if (left > TimeSpan.Zero)
        {
            return WaitAsync(left);
        }

        _last = time.GetTimestamp();
        return ValueTask.CompletedTask;
    }

    private async ValueTask WaitAsync(TimeSpan left)
    {
        await Task.Delay(left, time).ConfigureAwait(false);
        _last = time.GetTimestamp();
    }
}
