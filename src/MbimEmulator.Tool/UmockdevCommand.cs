using System.CommandLine;
using MbimEmulator.Hosting.Devices;
using MbimEmulator.Profiles;

namespace MbimEmulator.Tool;

/// <summary><c>umockdev</c>: the device by which programs that look into udev find the modem.</summary>
internal static class UmockdevCommand
{
    private const string Examples = """

        Examples:
          mbim-emulator umockdev --print > modem.umockdev
          mbim-emulator run --proxy @mbim-proxy -- umockdev-run --device modem.umockdev -- mbimcli -p -d /dev/cdc-wdm0 --query-device-caps
          mbim-emulator umockdev --print --number 1 >> modem.umockdev

        docs/umockdev.md has the whole recipe for ModemManager.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var print = new Option<bool>("--print") { Description = "Print the description." };
        var profile = new Option<string>("--profile")
        {
            Description = $"The kind of modem: {string.Join(", ", ModemProfile.Names)}, or a YAML file.",
            DefaultValueFactory = _ => ModemProfile.Names[0],
            HelpName = "NAME|FILE",
        };
        var number = new Option<int>("--number") { Description = "The N of /dev/cdc-wdmN and wwanN; each modem has its own number.", HelpName = "N" };
        var command = new Command("umockdev", "Describes the modem's USB device for umockdev, so that ModemManager finds it.") { print, profile, number };
        command.SetAction(result =>
        {
            if (!result.GetValue(print))
            {
                throw new UserException("Expected --print: the description is only printed, no device is created.", ExitCodes.Usage);
            }

            var given = result.GetValue(number);
            if (given is < 0 or > UmockdevDescription.MaxNumber)
            {
                throw new UserException($"--number {given} is not possible; expected 0 to {UmockdevDescription.MaxNumber}.", ExitCodes.Usage);
            }

            result.InvocationConfiguration.Output.Write(UmockdevDescription.Of(ModemProfile.Load(result.GetValue(profile)!), given));
        });
        CommandLine.AppendToHelp(command, Examples);
        return command;
    }
}
