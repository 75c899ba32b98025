using System.Buffers.Binary;
using System.CommandLine;
using System.Security.Cryptography;
using MbimEmulator.Capture;
using MbimEmulator.Recording;
using MbimProtocol.Encoding;

namespace MbimEmulator.Tool.Record;

/// <summary><c>record</c>: makes a scenario of what crosses between a client and a modem, or of a capture.</summary>
internal static class RecordCommand
{
    private const string Examples = """

        Examples:
          mbim-emulator record --from session.pcapng --out modem.yaml

        Then: mbim-emulator run --scenario modem.yaml. Personal data is masked unless --unmasked is given.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new RecordOptions();
        var command = new Command("record", "Makes a scenario that answers as a modem did.");
        options.AddTo(command);
        command.SetAction(result => FromCapture(options, result));
        CommandLine.AppendToHelp(command, Examples);
        return command;
    }

    private static int FromCapture(RecordOptions options, ParseResult result)
    {
        var file = result.GetValue(options.From)!;
        using var input = new BufferedStream(File.OpenRead(file), 64 * 1024);
        var modems = CaptureReader.Read(input);
        var asked = result.GetValue(options.Modem);
        var names = string.Join(", ", modems.Keys.Select(name => $"'{name}'"));
        if (asked is not null && !modems.ContainsKey(asked))
        {
            throw new UserException($"There is no modem '{asked}' in {file}; expected {(modems.Count == 0 ? "none, since it has no MBIM messages" : $"one of {names}")}.");
        }

        if (asked is null && modems.Count != 1)
        {
            throw new UserException(modems.Count == 0 ? $"There are no MBIM messages in {file}." : $"There are several modems in {file}; choose one with --modem: {names}.");
        }

        return Write(options, result, modems[asked ?? modems.Keys.Single()]);
    }

    private static int Write(RecordOptions options, ParseResult result, IEnumerable<RecordedTransfer> transfers)
    {
        var file = result.GetValue(options.Out)!;
        var scenario = ScenarioRecorder.Make(transfers, new RecordingOptions
        {
            Name = Path.GetFileNameWithoutExtension(file),
            KeepDelays = !result.GetValue(options.NoDelays),
            MaskKey = result.GetValue(options.Unmasked) ? null : KeyOf(result.GetValue(options.MaskSeed)),
        });
        using (var output = new StreamWriter(file))
        {
            output.Write(scenario.Yaml);
        }

        RecordReport.Print(scenario, file, !result.GetValue(options.Unmasked), result.InvocationConfiguration.Error);
        return ExitCodes.Success;
    }

    private static MbimArray<byte> KeyOf(ulong? seed)
    {
        if (seed is not { } given)
        {
            return RandomNumberGenerator.GetBytes(32).ToMbimArray();
        }

        var key = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(key, given);
        return key.ToMbimArray();
    }
}
