using System.Globalization;

namespace MbimEmulator.Tool.Tests;

public sealed class UmockdevTests
{
    [Test]
    public async Task The_descriptors_are_those_of_the_profiles_function()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["small.yaml"], "extends: default\nfunction: { maxControlMessage: 512, maxOutstandingCommands: 3 }\n");
        var printed = await ToolProcess.RunAsync(folder.Path, "umockdev", "--print", "--profile", "small.yaml");
        var line = printed.Output.Split('\n').Single(line => line.StartsWith("H: descriptors=", StringComparison.Ordinal));
        var bytes = Convert.FromHexString(line["H: descriptors=".Length..]);
        var found = new List<string>();
        var place = 0;
        for (; place < bytes.Length; place += bytes[place])
        {
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{bytes[place + 1]:x2}{(bytes[place + 1] == 0x24 ? $" {bytes[place + 2]:x2}" : "")}"));
            if (bytes[place + 1] == 0x24 && bytes[place + 2] == 0x1b)
            {
                Assert.That(BitConverter.ToUInt16(bytes, place + 5), Is.EqualTo(512));
            }
            else if (bytes[place + 1] == 0x24 && bytes[place + 2] == 0x1c)
            {
                Assert.That(bytes[place + 5], Is.EqualTo(3));
            }
        }

        Assert.Multiple(() =>
        {
            Assert.That(place, Is.EqualTo(bytes.Length), "each descriptor's length leads to the next one");
            Assert.That(found, Is.EqualTo(new[] { "01", "02", "0b", "04", "24 00", "24 06", "24 1b", "24 1c", "05", "04", "04", "05", "05" }));
            Assert.That(BitConverter.ToUInt16(bytes, 18 + 2), Is.EqualTo(bytes.Length - 18), "wTotalLength");
        });
    }

    [Test]
    public async Task The_device_has_its_node_and_the_nodes_below_say_that_they_are_of_usb()
    {
        using var folder = new TestFolder();
        var printed = await ToolProcess.RunAsync(folder.Path, "umockdev", "--print", "--number", "1");
        var devices = printed.Output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).ToDictionary(device => device.Split('\n')[0].Split('/')[^1]);
        Assert.That(devices["1-2"], Does.Contain("\nE: DEVNAME=/dev/bus/usb/001/003\n"));
        foreach (var name in new[] { "cdc-wdm1", "wwan1" })
        {
            Assert.That(devices[name], Does.Contain("\nE: ID_BUS=usb\nE: ID_VENDOR_ID=0525\nE: ID_MODEL_ID=a4a1\n").And.Contain("\nE: ID_USB_DRIVER=cdc_mbim\n"));
        }
    }

    [Test]
    public async Task Each_number_is_a_device_of_its_own()
    {
        using var folder = new TestFolder();
        var printed = await ToolProcess.RunAsync(folder.Path, "umockdev", "--print", "--number", "3");
        Assert.That(printed.Output, Does.Contain("N: cdc-wdm3").And.Contain("/usb1/1-4/1-4:1.0/net/wwan3").And.Contain("N: bus/usb/001/005"));
    }

    [TestCase("umockdev", 2, "Expected --print: the description is only printed, no device is created.")]
    [TestCase("umockdev --print --number 100", 2, "--number 100 is not possible; expected 0 to 99.")]
    [TestCase("umockdev --print --profile defualt", 1, "Did you mean 'default'?")]
    public async Task Mistakes_are_told(string line, int exitCode, string message)
    {
        using var folder = new TestFolder();
        var result = await ToolProcess.RunAsync(folder.Path, line.Split(' '));
        Assert.That(result.Error, Does.Contain(message));
        Assert.That(result.ExitCode, Is.EqualTo(exitCode));
    }
}
