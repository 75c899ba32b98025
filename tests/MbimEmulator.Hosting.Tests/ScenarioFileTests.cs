using MbimEmulator.Hosting.Scenarios;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Hosting.Tests;

public class ScenarioFileTests
{
    [Test]
    public async Task A_changed_file_is_applied_once_it_stands_still_and_a_broken_one_is_refused_with_its_place()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "schemaVersion: 1\nname: first\n");
            List<string> applied = [];
            var log = new ListLogger();
            var file = new ScenarioFile(path, Take, TimeProvider.System, log);
            await file.LookAsync();
            Assert.That(applied, Is.Empty, "nothing has changed");

            await File.WriteAllTextAsync(path, "schemaVersion: 1\nname: second one\n");
            await file.LookAsync();
            Assert.That(applied, Is.Empty, "it may still be written");
            await file.LookAsync();
            await file.LookAsync();
            Assert.That(applied, Is.EqualTo(new[] { "second one" }));

            await File.WriteAllTextAsync(path, "schemaVersion: 1\nnaem: third\n");
            await file.LookAsync();
            await file.LookAsync();
            Assert.That(applied, Is.EqualTo(new[] { "second one" }));
            Assert.That(log.Lines, Has.Some.Contains($"{path}(2,1): scenario: unknown key 'naem'").And.Some.Contains("the old one stays"));

            await File.WriteAllTextAsync(path, "schemaVersion: 1\nname: mended\n");
            await file.LookAsync();
            await file.LookAsync();
            Assert.That(applied, Is.EqualTo(new[] { "second one", "mended" }));

            Task Take(Scenario scenario)
            {
                applied.Add(scenario.Name);
                return Task.CompletedTask;
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
