using MbimEmulator.Profiles;

namespace MbimEmulator.Tests.Profiles;

public sealed class NumberedNamesTests
{
    [TestCase("modem0", 0, "modem0")]
    [TestCase("modem0", 2, "modem2")]
    [TestCase("modem", 1, "modem1")]
    [TestCase("mbim9", 1, "mbim10")]
    [TestCase("/tmp/a.sock", 2, "/tmp/a2.sock")]
    [TestCase("/tmp/v1.2/a", 1, "/tmp/v1.2/a1")]
    [TestCase("@modem", 1, "@modem1")]
    [TestCase("/tmp/.hidden", 1, "/tmp/.hidden1")]
    public void Names_count_on(string name, int index, string expected) => Assert.That(NumberedNames.Next(name, index), Is.EqualTo(expected));
}
