using MbimEmulator.Card;
using MbimEmulator.Profiles;

namespace MbimEmulator.Tests.Profiles;

/// <summary>Mistakes in <c>sim.files</c>: of a file alone with their place, of the card that the files make with the file's path.</summary>
public class CardFilesReaderTests
{
    [Test]
    public void Every_form_of_a_file_is_read()
    {
        var files = ProfileLoader.Parse("mine.yaml", """
            sim:
              files:
                basis: nothing
                files:
                  3f00: { kind: directory }
                  3f00/2f01: { kind: transparent, read: pin1, update: pin2, shortId: 30, size: 9, content: 00 01 }
                  3f00/2f02: { kind: linearFixed, recordSize: 2, records: ['01', 0203] }
                  3f00/2f03: { kind: cyclic, recordSize: 1, content: '0102', read: never, update: never }
                  3f00/2f04: { fcp: 6214 82024121 83022f04 8a0105 8b032f0601 80020001 }
                  3f00/2f05: none
                  usim/5f01/4f01: ABcd
                  a0000000871002: { kind: application }
                  3f00/2f06: { records: [0102, 0304] }
            """).Sim.Files;
        Assert.That(files, Is.EqualTo(new CardFilesProfile
        {
            IsWhole = true,
            Files =
            [
                new() { Path = "3f00", Kind = CardFileKind.Directory },
                new() { Path = "3f00/2f01", Kind = CardFileKind.Transparent, Read = CardAccess.Pin1, Update = CardAccess.Pin2, ShortId = 30, Size = 9, Content = [0, 1] },
                new() { Path = "3f00/2f02", Kind = CardFileKind.LinearFixed, RecordSize = 2, Content = [1, 0xFF, 2, 3] },
                new() { Path = "3f00/2f03", Kind = CardFileKind.Cyclic, RecordSize = 1, Content = [1, 2], Read = CardAccess.Never, Update = CardAccess.Never },
                new() { Path = "3f00/2f04", Fcp = [.. Convert.FromHexString("62148202412183022f048a01058b032f060180020001")] },
                new() { Path = "3f00/2f05", IsRemoved = true },
                new() { Path = "usim/5f01/4f01", Content = [0xAB, 0xCD] },
                new() { Path = "a0000000871002", Kind = CardFileKind.Application },
                new() { Path = "3f00/2f06", Content = [1, 2, 3, 4] },
            ],
        }));
    }

    [TestCase("{ files: {}, bases: nothing }", 14, "unknown key 'bases'; expected one of basis, files", "Did you mean 'basis'?")]
    [TestCase("{ basis: nothin, files: {} }", 10, "sim.files.basis: 'nothin'; expected one of profile, nothing", "Did you mean 'nothing'?")]
    [TestCase("{ basis: nothing }", 1, "sim.files: 'files' is missing", "")]
    [TestCase("[]", 1, "sim.files: a list; expected a text", "")]
    [TestCase("{ files: [] }", 10, "sim.files.files: a list; expected keys with values", "")]
    [TestCase("{ files: { 3F00: '00' } }", 12, "'3F00'; expected a path such as 3f00/7f10/6f3a, usim/6f07 or isim, with lower-case", "")]
    [TestCase("{ files: { 6f07: '00' } }", 12, "'6f07'; expected a path", "")]
    [TestCase("{ files: { usm/6f07: '00' } }", 12, "'usm/6f07'; expected a path", "")]
    [TestCase("{ files: { usim/6f7: '00' } }", 12, "'usim/6f7'; expected a path", "")]
    [TestCase("{ files: { usim/6f07/: '00' } }", 12, "'usim/6f07/'; expected a path", "")]
    [TestCase("{ files: { a00000: '00' } }", 12, "'a00000'; expected a path", "")]
    [TestCase("{ files: { 3f00/1/2/3/4/5/6/7/8: '00' } }", 12, "expected a path", "")]
    [TestCase("{ files: { usim/6f07: xy } }", 23, "files.usim/6f07: 'xy'; expected bytes in hexadecimal, such as 01 0a ff", "")]
    [TestCase("{ files: { usim/6f07: 123 } }", 23, "'123'; expected bytes in hexadecimal", "")]
    [TestCase("{ files: { usim/6f07: [01] } }", 23, "a list; expected a text", "")]
    [TestCase("{ files: { usim/6f07: { knd: transparent } } }", 25, "unknown key 'knd'; expected one of fcp, kind,", "Did you mean 'kind'?")]
    [TestCase("{ files: { usim/6f07: { kind: transparnt } } }", 31, "'transparnt'; expected one of", "Did you mean 'transparent'?")]
    [TestCase("{ files: { usim/6f07: { kind: transparent, read: pin3 } } }", 50, "'pin3'; expected one of always, pin1, pin2, adm, never", "Did you mean 'pin")]
    [TestCase("{ files: { usim/6f07: { kind: transparent, update: admin } } }", 52, "'admin'; expected one of always, pin1, pin2, adm, never", "Did you mean 'adm'?")]
    [TestCase("{ files: { usim/6f07: { kind: cyclic, recordSize: 0 } } }", 51, "'0'; expected a number from 1 to 255", "")]
    [TestCase("{ files: { usim/6f07: { kind: cyclic, recordSize: 256 } } }", 51, "'256'; expected a number from 1 to 255", "")]
    [TestCase("{ files: { usim/6f07: { kind: transparent, shortId: 31 } } }", 53, "'31'; expected a number from 0 to 30", "")]
    [TestCase("{ files: { usim/6f07: { kind: transparent, size: 65536 } } }", 50, "'65536'; expected a number from 0 to 65535", "")]
    [TestCase("{ files: { usim/6f07: { kind: transparent, fcp: '62' } } }", 49, "fcp next to a kind; expected only one of them", "")]
    [TestCase("{ files: { usim/6f07: { kind: linearFixed, content: '00' } } }", 31, "records without their size; expected recordSize next to it", "")]
    [TestCase("{ files: { usim/6f07: { records: ['00'], content: '00' } } }", 34, "records next to content; expected only one of them", "")]
    [TestCase("{ files: { usim/6f07: { recordSize: 1, records: ['00', 0000] } } }", 56, "2 bytes; expected at most 1", "")]
    [TestCase("{ files: { usim/6f07: { records: [0000, 000000, '00'] } } }", 41, "a record of 3 bytes; expected recordSize, or records of one size", "")]
    [TestCase("{ files: { usim/6f07: { records: [0000, '00'] } } }", 41, "a record of 1 bytes; expected recordSize, or records of one size", "")]
    [TestCase("{ files: { usim/6f07: { records: ['', '00'] } } }", 35, "an empty record; expected bytes", "")]
    public void A_mistake_is_said_with_its_place(string files, int column, string found, string hint)
    {
        var error = Assert.Throws<ModemProfileException>(() => ProfileLoader.Parse("mine.yaml", $"sim:\n  files:\n    {files}"))!;
        Assert.That(error.Message, Does.Contain(found).And.Contain(hint));
        Assert.That((error.Line, error.Column), Is.EqualTo((3L, (long)column + 4)), error.Message);
    }

    [Test]
    public void A_thousand_files_and_64_KiB_of_one_are_the_most()
    {
        static string Files(int count) => $"sim: {{ files: {{ files: {{ {string.Join(", ", Enumerable.Range(0, count).Select(id => $"3f00/{0x1000 + id:x4}: '00'"))} }} }} }}";
        Assert.That(ProfileLoader.Parse("mine.yaml", Files(1000)).Sim.Files!.Files, Has.Count.EqualTo(1000));
        Assert.That(() => ProfileLoader.Parse("mine.yaml", Files(1001)), Throws.TypeOf<ModemProfileException>().With.Message.Contains("more than 1000 files; expected at most 1000"));
        static string Bytes(int count) => $"sim: {{ files: {{ files: {{ 3f00/2f01: '{new string('0', 2 * count)}' }} }} }}";
        Assert.That(() => ProfileLoader.Parse("mine.yaml", Bytes(65535)), Throws.Nothing);
        Assert.That(() => ProfileLoader.Parse("mine.yaml", Bytes(65536)), Throws.TypeOf<ModemProfileException>().With.Message.Contains("65536 bytes; expected at most 65535"));
    }

    [Test]
    public void A_file_of_files_stands_beside_the_profile_and_its_mistakes_have_its_own_places()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var profile = Path.Combine(folder.FullName, "mine.yaml");
            File.WriteAllText(profile, "sim:\n  files: card.yaml");
            Assert.That(() => ModemProfile.Load(profile), Throws.TypeOf<ModemProfileException>().With.Message.Contains("card.yaml").And.Property("Line").EqualTo(2));
            File.WriteAllText(Path.Combine(folder.FullName, "card.yaml"), "files:\n  usim/6f07: xy");
            Assert.That(() => ModemProfile.Load(profile), Throws.TypeOf<ModemProfileException>().With.Message.Contains("card.yaml(2,14): files.usim/6f07: 'xy'"));
            File.WriteAllText(Path.Combine(folder.FullName, "card.yaml"), "files:\n  usim/6f07: 0102");
            Assert.That(ModemProfile.Load(profile).Sim.Files, Is.EqualTo(new CardFilesProfile { Files = [new() { Path = "usim/6f07", Content = [1, 2] }] }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("3f00/2f99: '00'", "3f00/2f99: there is no such file; expected 'fcp' or 'kind' for a new one.")]
    [TestCase("3f00/7f99/6f01: { kind: transparent, content: '00' }", "3f00/7f99/6f01: there is no directory '3f00/7f99'; expected it before the file.")]
    [TestCase("3f00/2fe2/6f01: { kind: transparent, content: '00' }", "there is no directory '3f00/2fe2'")]
    [TestCase("3f00/7f99: { kind: directory, content: '00' }", "a directory with content; expected none.")]
    [TestCase("3f00/2f99: { kind: transparent }", "0 bytes; expected content, or a size of 1 to 65535.")]
    [TestCase("3f00/2f99: { kind: cyclic, recordSize: 2, content: '000000' }", "3 bytes with records of 2; expected 1 to 254 whole records.")]
    [TestCase("3f00/2f99: { kind: linearFixed, recordSize: 1, size: 255 }", "255 bytes with records of 1; expected 1 to 254 whole records.")]
    [TestCase("3f00/2f99: { kind: transparent, size: 1, content: '0000' }", "2 bytes of content; expected at most 1.")]
    [TestCase("3f00/2fe2: 0000000000000000000000", "3f00/2fe2: 11 bytes of content; expected at most 10.")]
    [TestCase("3f00/2f99: { fcp: '6200' }", "fcp is no FCP template")]
    [TestCase("3f00/2f99: { fcp: '00' }", "fcp is no FCP template")]
    [TestCase("3f00/2f99: { fcp: 620c 82027921 83022f99 80020001, content: '00' }", "fcp is no FCP template")]
    [TestCase("3f00/2f99: { fcp: 620c 82024121 83022f98 80020001, content: '00' }", "the file identifier 2f98 in fcp; expected the path's.")]
    [TestCase("3f00/7f99: { kind: application }", "an application; expected a path such as usim, isim or its AID.")]
    [TestCase("usim: { kind: transparent, content: '00' }", "no application; expected its AID (tag 84) in fcp.")]
    [TestCase("usim: { fcp: 620d 82027821 8407a0000000871004 }", "the AID a0000000871004; expected the path's.")]
    [TestCase("3f00: none", "sim.files: there is no MF; expected 3f00 first.")]
    public void A_card_that_cannot_be_made_is_refused_with_the_file(string file, string found)
    {
        var profile = ProfileLoader.Parse("mine.yaml", $"sim:\n  files:\n    files:\n      {file}");
        var error = Assert.Throws<ModemProfileException>(() => CardBuilder.Build(profile))!;
        Assert.That(error.Message, Does.Contain("sim.files: ").And.Contain(found));
    }

    [Test]
    public void A_card_without_MF_or_with_more_than_a_megabyte_or_a_template_too_long_for_an_answer_is_refused()
    {
        Assert.That(Refusal("basis: nothing, files: { 3f00/2f01: { kind: transparent, content: '00' } }"), Does.Contain("there is no directory '3f00'"));
        Assert.That(Refusal("basis: nothing, files: { usim: { kind: application } }"), Does.Contain("there is no directory '3f00'"));
        var many = string.Join(", ", Enumerable.Range(1, 17).Select(id => $"3f00/2f{id:x2}: {{ kind: transparent, size: 65535 }}"));
        Assert.That(Refusal($"files: {{ {many} }}"), Does.Contain("the files have more than 1048576 bytes"));
        var rules = new string('0', 2 * 0xE8);
        Assert.That(Refusal($"files: {{ 3f00/7f99: {{ fcp: 6281f3 82027821 83027f99 ab81e8{rules} }} }}"), Does.Contain("an FCP template of 2").And.Contain("expected at most 256"));

        static string Refusal(string files) => Assert.Throws<ModemProfileException>(() => CardBuilder.Build(ProfileLoader.Parse("mine.yaml", $"sim: {{ files: {{ {files} }} }}")))!.Message;
    }

    [Test]
    public void A_new_description_without_a_size_has_the_size_of_its_content()
    {
        var image = CardBuilder.Build(ProfileLoader.Parse("mine.yaml", "sim: { files: { files: { usim/6f07: { kind: transparent, content: '0102' }, 3f00/2fe2: '0304' } } }"));
        Assert.That(image.Files.Single(file => CardPath.Of(file) == "usim/6f07").Content, Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(image.Files.Single(file => CardPath.Of(file) == "3f00/2fe2").Content, Is.EqualTo(new byte[] { 3, 4, 255, 255, 255, 255, 255, 255, 255, 255 }));
    }
}
