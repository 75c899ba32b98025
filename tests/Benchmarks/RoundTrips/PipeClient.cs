using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;

namespace MbimEmulator.Benchmarks.RoundTrips;

/// <summary>A bare client: keeps a number of equal requests outstanding, counts the answers by their MessageLength, looks at nothing else.</summary>
internal sealed class PipeClient(PipeReader reader, PipeWriter writer, byte[] request)
{
    public async Task<TimeSpan> MeasureAsync(int count, int window)
    {
        var started = Stopwatch.GetTimestamp();
        var sent = 0;
        var answered = 0;
        while (answered < count)
        {
            for (; sent < Math.Min(count, answered + window); sent++)
            {
                writer.Write(request);
            }

            await writer.FlushAsync();
            var result = await reader.ReadAsync();
            var buffer = result.Buffer;
            if (result.IsCompleted)
            {
                throw new IOException("The other side ended.");
            }

            while (MessageLength.TryRead(buffer, out var length))
            {
                buffer = buffer.Slice(length);
                answered++;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
