using System.Buffers;
using System.IO.Pipelines;

namespace MbimEmulator.Benchmarks.RoundTrips;

/// <summary>The least that a server can do: gives back each message as it is, with a write of its own, as an MBIM function must.</summary>
internal static class Echo
{
    public static async Task RunAsync(PipeReader reader, PipeWriter writer)
    {
        while (true)
        {
            var result = await reader.ReadAsync();
            var buffer = result.Buffer;
            while (MessageLength.TryRead(buffer, out var length))
            {
                foreach (var segment in buffer.Slice(0, length))
                {
                    writer.Write(segment.Span);
                }

                buffer = buffer.Slice(length);
                await writer.FlushAsync();
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                await writer.CompleteAsync();
                await reader.CompleteAsync();
                return;
            }
        }
    }
}
