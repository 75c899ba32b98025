using System.Text;
using MbimEmulator.Interop.Tests.Support;
using MbimProtocol.Encoding;

namespace MbimEmulator.Interop.Tests.Libmbim;

/// <summary>A request that libmbim built of random values.</summary>
/// <param name="Message">The message.</param>
/// <param name="Fields">The values that were put in, as <see cref="FlatFields"/> shows them.</param>
internal sealed record BuiltRequest(byte[] Message, IReadOnlyList<string> Fields)
{
    private const int RequestsPerLayout = 60;

    /// <summary>Has libmbim build requests with one information buffer.</summary>
    /// <typeparam name="T">The record of its layout.</typeparam>
    public static async Task<IReadOnlyList<BuiltRequest>> BuildAsync<T>(LibmbimBuffer buffer)
        where T : IInformationBuffer<T>
    {
        var program = await NativePrograms.GetAsync("mbim-build", "builders.h", LibmbimBuilders.Write());
        var index = LibmbimBuffer.All.ToList().IndexOf(buffer);
        var records = new RandomRecords(seed: index);
        var input = new StringBuilder();
        List<FlatFields> fields = [];
        for (var i = 0; i < RequestsPerLayout; i++)
        {
            var record = records.Next<T>();
            var words = new BufferWords();
            record.Describe(words, buffer.Since);
            input.Append(index).Append(words).Append('\n');
            fields.Add(new FlatFields());
            record.Describe(fields[i], buffer.Since);
        }

        var built = await Programs.RunAsync([program], input.ToString(), environment: null);
        Assert.That(built.ExitCode, Is.Zero, built.ToString());
        var messages = built.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(messages, Has.Length.EqualTo(RequestsPerLayout));
        return [.. messages.Zip(fields, (message, values) => new BuiltRequest(Convert.FromHexString(message), values.Lines))];
    }
}
