# Absences of practitioners.

change-away = { $who } poissa { $when }
change-back = { $who } taas paikalla { $when }
away-already = { $clinic }: tämä poissaolo on jo merkitty.
away-already-do = Mitään ei lähetetty: joku muu on jo merkinnyt sen.
away-no-schedule = { $clinic }: tällä henkilöllä ei ole aikataulua, johon poissaolon voisi merkitä.
away-no-schedule-do = Merkitse se vain näille vastaanotoille, tai pyydä sinne aikataulu.
