using System.Globalization;
using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting.Tests;

[Platform("Linux")]
public sealed class NodeAccessTests
{
    [Test]
    public void Every_group_is_found_by_its_name_from_many_threads_at_once()
    {
        var groups = File.ReadLines("/etc/group").Select(line => line.Split(':')).Where(parts => parts.Length >= 3).DistinctBy(parts => parts[0]).ToList();
        Parallel.For(0, 50 * groups.Count, i =>
        {
            if (!OperatingSystem.IsWindows())
            {
                var group = groups[i % groups.Count];
                Assert.That(UserDatabase.FindGroup(group[0]), Is.EqualTo(uint.Parse(group[2], CultureInfo.InvariantCulture)), group[0]);
            }
        });
    }

    [TestCase("no-such-group")]
    [TestCase("+0")]
    [TestCase(" 0")]
    [TestCase("4294967296")]
    public void What_is_neither_a_group_nor_a_number_is_refused(string group)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["node"], "");
        Assert.That(() => OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : Apply(group, folder["node"]), Throws.TypeOf<EndpointException>().With.Message.Contains(group));
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool Apply(string group, string path)
    {
        new NodeAccess(Group: group).Apply(path);
        return true;
    }
}
