using System.Buffers;
using System.IO.Pipelines;

namespace MbimEmulator.Benchmarks.RoundTrips;

/// <summary>The least that a server can do: gives back what it reads.</summary>
internal static class Echo
{
    public static async Task RunAsync(PipeReader reader, PipeWriter writer)
    {
        while (true)
        {
            var result = await reader.ReadAsync();
            foreach (var segment in result.Buffer)
            {
                writer.Write(segment.Span);
            }

            reader.AdvanceTo(result.Buffer.End);
            await writer.FlushAsync();
            if (result.IsCompleted)
            {
                await writer.CompleteAsync();
                await reader.CompleteAsync();
                return;
            }
        }
    }
}
