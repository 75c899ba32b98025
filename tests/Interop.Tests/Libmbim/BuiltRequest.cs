using MbimEmulator.Interop.Tests.Support;
using MbimProtocol;

namespace MbimEmulator.Interop.Tests.Libmbim;

/// <summary>A request that Native/mbim-build.c built, and the values it put in.</summary>
internal sealed record BuiltRequest(string Name, MbimExVersion Version, byte[] Message, IReadOnlyList<string> Fields)
{
    private static readonly Lazy<Task<IReadOnlyList<BuiltRequest>>> Built = new(BuildAsync);

    public static Task<IReadOnlyList<BuiltRequest>> GetAllAsync() => Built.Value;

    private static async Task<IReadOnlyList<BuiltRequest>> BuildAsync()
    {
        var program = await NativePrograms.GetAsync("mbim-build");
        var built = await Programs.RunAsync(program, "20101", "60");
        Assert.That(built.ExitCode, Is.Zero, built.ToString());

        List<BuiltRequest> requests = [];
        List<string> fields = [];
        foreach (var line in built.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("message ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                fields = [];
                requests.Add(new BuiltRequest(words[1], (MbimExVersion)((words[2][1] - '0') << 8), Convert.FromHexString(words[3]), fields));
            }
            else if (line != ".")
            {
                fields.Add(line);
            }
        }

        return requests;
    }
}
