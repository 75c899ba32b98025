using System.Diagnostics;
using MbimEmulator.Files;

namespace MbimEmulator.Tests.Files;

[Platform("Linux,MacOsX")]
public sealed class RegularFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("mbim-").FullName;

    private string this[string name] => Path.Combine(_folder, name);

    [Test]
    public void What_is_no_regular_file_is_neither_read_nor_written_nor_waited_for()
    {
        Run("mkfifo", this["pipe"]);
        File.CreateSymbolicLink(this["link"], this["pipe"]);
        File.CreateSymbolicLink(this["zero"], "/dev/zero");
        Directory.CreateDirectory(this["folder"]);
        foreach (var name in new[] { this["pipe"], this["link"], this["zero"], this["folder"] })
        {
            Assert.That(() => RegularFile.OpenRead(name), Throws.InstanceOf<IOException>().With.Message.Contains("expected a regular file"), name);
            Assert.That(() => RegularFile.ReadText(name, 100), Throws.InstanceOf<IOException>());
            Assert.That(() => RegularFile.OpenWrite(name, isPrivate: true), Throws.InstanceOf<IOException>());
            Assert.That(() => RegularFile.OpenLock(name), Throws.InstanceOf<IOException>());
            Assert.That(() => RegularFile.Replace(name, "x", isPrivate: true, isDurable: true), Throws.InstanceOf<IOException>());
        }
    }

    [Test]
    public void A_private_file_is_its_owners_alone_from_the_start_and_when_it_was_not()
    {
        RegularFile.OpenWrite(this["new"], isPrivate: true).Dispose();
        File.WriteAllText(this["old"], "old");
        Mode(this["old"], Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        RegularFile.OpenWrite(this["old"], isPrivate: true, FileMode.OpenOrCreate).Dispose();
        RegularFile.Replace(this["replaced"], "text", isPrivate: true, isDurable: true);
        Assert.That(new[] { "new", "old", "replaced" }.Select(name => Mode(this[name])), Is.All.EqualTo(Private));
        Assert.That(File.ReadAllText(this["old"]), Is.EqualTo("old"));
        RegularFile.OpenWrite(this["old"], isPrivate: true).Dispose();
        Assert.That(File.ReadAllText(this["old"]), Is.Empty);
        Assert.That(() => RegularFile.OpenWrite(this["old"], isPrivate: true, FileMode.CreateNew), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void The_users_own_link_is_followed_and_stays()
    {
        File.WriteAllText(this["target"], "before");
        File.CreateSymbolicLink(this["link"], "target");
        RegularFile.Replace(this["link"], "after", isPrivate: false, isDurable: true);
        Assert.That(new FileInfo(this["link"]).LinkTarget, Is.EqualTo("target"));
        Assert.That(File.ReadAllText(this["target"]), Is.EqualTo("after"));
        Assert.That(RegularFile.ReadText(this["link"], 5), Is.EqualTo("after"));
        Assert.That(() => RegularFile.ReadText(this["link"], 4), Throws.InstanceOf<IOException>().With.Message.Contains("at most 4 bytes"));
    }

    [Test]
    public void What_is_used_beside_a_file_follows_no_link()
    {
        File.WriteAllText(this["victim"], "mine");
        foreach (var name in new[] { "file.new", "file.lock" })
        {
            File.CreateSymbolicLink(this[name], this["victim"]);
        }

        RegularFile.Replace(this["file"], "text", isPrivate: true, isDurable: false);
        Assert.That(() => RegularFile.OpenLock(this["file.lock"]), Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllText(this["victim"]), Is.EqualTo("mine"));
        Assert.That(Mode(this["victim"]), Is.Not.EqualTo(Private));
        Assert.That(File.Exists(this["file.new"]), Is.False);
    }

    [Test]
    public void A_lock_is_one_holders_and_goes_with_it()
    {
        File.WriteAllText(this["lock"], "left over");
        using (RegularFile.OpenLock(this["lock"]))
        {
            Assert.That(() => RegularFile.OpenLock(this["lock"]), Throws.InstanceOf<IOException>());
        }

        Assert.That(File.Exists(this["lock"]), Is.False);
        RegularFile.OpenLock(this["lock"]).Dispose();
    }

    [Test]
    public void What_belongs_to_another_user_is_not_written()
    {
        if (Environment.UserName != "root")
        {
            Assert.Ignore("needs root, who can give files away");
        }

        File.WriteAllText(this["theirs"], "theirs");
        File.WriteAllText(this["mine"], "mine");
        File.CreateSymbolicLink(this["link"], this["mine"]);
        Run("chown", "-h", "12345", this["theirs"], this["link"]);
        foreach (var name in new[] { this["theirs"], this["link"] })
        {
            Assert.That(() => RegularFile.OpenWrite(name, isPrivate: true), Throws.InstanceOf<IOException>().With.Message.Contains("another user"));
            Assert.That(() => RegularFile.OpenLock(name), Throws.InstanceOf<IOException>());
            Assert.That(() => RegularFile.Replace(name, "x", isPrivate: true, isDurable: true), Throws.InstanceOf<IOException>());
            Assert.That(() => RegularFile.CheckNamed(name, isPrivate: false), Throws.InstanceOf<IOException>());
        }

        Assert.That(RegularFile.ReadText(this["theirs"], 100) + RegularFile.ReadText(this["link"], 100), Is.EqualTo("theirsmine"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void Mode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(30)) && process.ExitCode == 0);
    }
}
