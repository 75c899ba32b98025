using System.CommandLine;
using MbimEmulator.Capture;
using MbimEmulator.Files;
using MbimEmulator.Recording;

namespace MbimEmulator.Tool.Record;

/// <summary><c>record</c>: makes a scenario of what crosses between clients and a modem, or of a capture.</summary>
internal static class RecordCommand
{
    private const string Examples = """

        Examples:
          mbim-emulator record --device /dev/cdc-wdm0 --pty ./mbim0 --out modem.yaml
          mbim-emulator record --device /dev/cdc-wdm0 --pty ./mbim0 --out modem.yaml -- mbimcli -d ./mbim0 --query-device-caps
          mbim-emulator record --device /dev/cdc-wdm0 --via-proxy @mbim-proxy --socket /tmp/modem.sock --once --out modem.yaml
          mbim-emulator record --from session.pcapng --out modem.yaml

        It records between clients and the modem until Ctrl-C, until the command after -- has exited, or until the modem disappears; with --once,
        until the first client has disconnected. The command finds its endpoint in MBIM_EMULATOR_PTY, MBIM_EMULATOR_SOCKET, MBIM_EMULATOR_PIPE or
        MBIM_EMULATOR_TCP. To use the recording:
          mbim-emulator run --scenario modem.yaml
        Personal data is masked unless --unmasked is given.
        """;

    /// <summary>Makes the command.</summary>
    /// <param name="child">What stands behind <c>--</c>; empty for nothing.</param>
    public static Command Create(string[] child)
    {
        var options = new RecordOptions();
        var command = new Command("record", "Makes a scenario that gives the same answers as a modem: record [options] [-- COMMAND ARGS...]");
        options.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(options, child, result, cancellationToken));
        CommandLine.AppendToHelp(command, Examples);
        return command;
    }

    private static async Task<int> RunAsync(RecordOptions options, string[] child, ParseResult result, CancellationToken cancellationToken)
    {
        var (from, device) = (result.GetValue(options.From), result.GetValue(options.Device));
        if (from is null == device is null)
        {
            throw new UserException("Expected either --device (a modem) or --from (a capture).", ExitCodes.Usage);
        }

        using var output = new RecordOutput(options, result);
        if (device is not null)
        {
            return await LiveRecording.RunAsync(options, device, child, result, output, cancellationToken).ConfigureAwait(false);
        }

        output.Write(FromCapture(from!, result.GetValue(options.Modem)));
        return ExitCodes.Success;
    }

    private static List<RecordedTransfer> FromCapture(string file, string? modem)
    {
        using var input = new BufferedStream(RegularFile.OpenRead(file), 64 * 1024);
        var modems = CaptureReader.Read(input);
        var names = string.Join(", ", modems.Keys.Select(name => $"'{name}'"));
        return (modem, modems.Count) switch
        {
            (_, 0) => throw new UserException($"There are no MBIM messages in {file}."),
            (null, 1) => modems.Values.Single(),
            (null, _) => throw new UserException($"There are several modems in {file}; choose one with --modem: {names}."),
            _ => modems.GetValueOrDefault(modem) ?? throw new UserException($"There is no modem '{modem}' in {file}; expected one of {names}."),
        };
    }
}
